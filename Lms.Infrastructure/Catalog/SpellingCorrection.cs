using Lms.Domain.Catalog;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Catalog;

/// <summary>Takes words that no book has for those most like them.</summary>
internal sealed class SpellingCorrection(LmsDbContext db)
{
    /// <summary>In how many times as many books a word must stand for a rare one to be taken for it.</summary>
    private const int FarMore = 10;

    /// <summary>The most that is taken for what was meant.</summary>
    private const int MaxGuesses = 5;

    /// <summary>What may have been meant, the likeliest first; nothing where nothing comes close.</summary>
    /// <param name="query">What was typed.</param>
    /// <param name="found">How many books that found: a word of more books is not taken for another; nothing found may be the fault of any.</param>
    /// <param name="cancellationToken">Ends the guessing.</param>
    public async Task<IReadOnlyList<SearchQuery>> GuessAsync(SearchQuery query, int found, CancellationToken cancellationToken)
    {
        var lexicon = await Lexicon.LookUpAsync(db, query.Terms.Select(term => term.Text), cancellationToken);
        var words = query.Wanted.Where(term => term.Field != SearchField.Isbn).SelectMany(term => lexicon[term.Text]).Select(word => word.Folded)
            .Where(word => word.Length > 2 && word.All(char.IsLetter)).Distinct().ToArray();
        if (words.Length == 0)
            return [];

        var guesses = GuessesOf(await NeighboursAsync(words, found == 0 ? int.MaxValue : found, cancellationToken));
        return [.. Enumerable.Range(0, guesses.Values.Select(others => others.Count).DefaultIfEmpty().Max()).Select(place => query.With(term => Replace(term, lexicon, guesses, place)))];
    }

    private static SearchTerm Replace(SearchTerm term, Lexicon lexicon, Dictionary<string, IReadOnlyList<string>> guesses, int place) =>
        lexicon[term.Text].Any(word => guesses.ContainsKey(word.Folded))
            ? term with { Text = string.Join(' ', lexicon[term.Text].Select(word => guesses.TryGetValue(word.Folded, out var others) ? others[Math.Min(place, others.Count - 1)] : word.Folded)) }
            : term;

    /// <summary>Every word that no book has may be replaced; where there is none, the rarest.</summary>
    private async Task<List<Neighbour>> NeighboursAsync(string[] words, int mostBooks, CancellationToken cancellationToken) => await db.Database.SqlQuery<Neighbour>($"""
        SELECT asked.word, asked.books, near.key AS other, near.books AS other_books, near.apart
        FROM (SELECT word, coalesce(known.books, 0) AS books, row_number() OVER (ORDER BY coalesce(known.books, 0), word) AS place
            FROM unnest({words}) AS word LEFT JOIN search_terms AS known ON known.kind = 'word' AND known.key = word) AS asked
        CROSS JOIN LATERAL (SELECT key, books, key <-> asked.word AS apart FROM search_terms WHERE kind = 'word' AND key <> asked.word ORDER BY key <-> asked.word LIMIT 60) AS near
        WHERE asked.books = 0 OR (asked.place = 1 AND asked.books <= {mostBooks})
        """).ToListAsync(cancellationToken);

    private static Dictionary<string, IReadOnlyList<string>> GuessesOf(List<Neighbour> neighbours) => neighbours
        .GroupBy(neighbour => neighbour.Word).Select(word => (word.Key, Others: BestOf(word))).Where(word => word.Others.Count > 0).ToDictionary(word => word.Key, word => word.Others);

    /// <summary>Fewer mistakes are likelier; then what looks more alike and stands in more books.</summary>
    private static IReadOnlyList<string> BestOf(IEnumerable<Neighbour> others) => [.. others
        .Where(other => other.OtherBooks > other.Books * FarMore)
        .Select(other => (Neighbour: other, Distance: Spelling.Distance(other.Word, other.Other)))
        .Where(other => other.Distance <= Spelling.Tolerance(other.Neighbour.Word))
        .OrderBy(other => other.Distance).ThenBy(other => other.Neighbour.Apart - 0.1 * Math.Log10(other.Neighbour.OtherBooks)).ThenBy(other => other.Neighbour.Other, StringComparer.Ordinal)
        .Select(other => other.Neighbour.Other).Take(MaxGuesses)];

    private sealed record Neighbour(string Word, int Books, string Other, int OtherBooks, float Apart);
}
