using System.Text;
using Lms.Domain.Catalog;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Catalog;

/// <summary>A word as the index has it.</summary>
/// <param name="Folded">In lower case and without accents.</param>
/// <param name="Stems">Its stems in the languages of the catalogue.</param>
/// <param name="IsStemmed">Whether it has one in each of them, and may not be left out as too common.</param>
/// <param name="IsFiller">Whether it says so little, like <c>the</c>, that a book without it may be meant too.</param>
internal sealed record LexiconWord(string Folded, string[] Stems, bool IsStemmed, bool IsFiller)
{
    private const int FirstUnspaced = 0x0E01;

    /// <summary>Whether it is a single letter of a script without spaces, of which the index has only pairs of letters.</summary>
    public bool IsPart => Rune.TryGetRuneAt(Folded, 0, out var letter) && letter.Value >= FirstUnspaced && letter.Utf16SequenceLength == Folded.Length;
}

/// <summary>What the index has for the texts of a query.</summary>
internal sealed class Lexicon
{
    /// <summary>How many books at most are the popular ones.</summary>
    private const int PopularBooks = 50_000;

    private readonly ILookup<string, LexiconWord> _words;

    private Lexicon(ILookup<string, LexiconWord> words, short[] popular) => (_words, Popular) = (words, popular);

    /// <summary>How popular the books are that are lent most, a bounded number of them.</summary>
    public IReadOnlyList<short> Popular { get; }

    /// <summary>The words of a text, in their order; none where it has no letter and no digit.</summary>
    public IReadOnlyList<LexiconWord> this[string text] => [.. _words[text]];

    /// <summary>Whether each way to meet a condition asks for a word that tells books apart; phrases and beginnings are asked for as such.</summary>
    public bool Tells(SearchCondition condition) => condition switch
    {
        SearchTerm { IsPhrase: false, IsPrefix: false } term => this[term.Text] is not [{ IsFiller: true }],
        AnyOf any => any.Parts.All(Tells),
        AllOf all => all.Parts.Any(part => part is not NoneOf && Tells(part)),
        _ => true,
    };

    /// <summary>Looks up the words of some texts.</summary>
    public static async Task<Lexicon> LookUpAsync(LmsDbContext db, IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        var asked = texts.Distinct().ToArray();
        var rows = await db.Database.SqlQuery<Row>($"""
            SELECT asked.text, word.lexeme AS folded, cardinality(ts_lexize('english_stem', word.lexeme)) = 0 AS is_filler,
                spoken.stems, spoken.is_stemmed,
                ARRAY(SELECT popularity FROM (SELECT popularity, sum(books) OVER (ORDER BY popularity DESC) AS books FROM search_popularity) AS weighed WHERE books <= {PopularBooks}) AS popular
            FROM unnest({asked}) WITH ORDINALITY AS asked (text, place)
            CROSS JOIN LATERAL unnest(to_tsvector('simple', search_fold(asked.text))) AS word CROSS JOIN LATERAL unnest(word.positions) AS position
            CROSS JOIN LATERAL (SELECT coalesce(array_agg(DISTINCT stem) FILTER (WHERE stem IS NOT NULL), ARRAY[]::text[]) AS stems, coalesce(bool_and(stem IS NOT NULL), false) AS is_stemmed
                FROM search_languages AS spoken LEFT JOIN LATERAL unnest(tsvector_to_array(to_tsvector(spoken.language::regconfig, word.lexeme))) AS stem ON true) AS spoken
            ORDER BY asked.place, position
            """).ToListAsync(cancellationToken);
        return new Lexicon(rows.ToLookup(row => row.Text, row => new LexiconWord(row.Folded, row.Stems, row.IsStemmed, row.IsFiller)), rows.FirstOrDefault()?.Popular ?? []);
    }

    private sealed record Row(string Text, string Folded, bool IsFiller, string[] Stems, bool IsStemmed, short[] Popular);
}
