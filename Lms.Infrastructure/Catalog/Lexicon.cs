using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Catalog;

/// <summary>A word as the index has it.</summary>
/// <param name="Folded">In lower case and without accents.</param>
/// <param name="Stems">Its stems in the languages of the catalogue, as far as they differ from it.</param>
/// <param name="IsFiller">Whether it says so little, like <c>the</c>, that a book without it may be meant too.</param>
internal sealed record LexiconWord(string Folded, string[] Stems, bool IsFiller);

/// <summary>What the index has for the texts of a query.</summary>
internal sealed class Lexicon
{
    private readonly ILookup<string, LexiconWord> _words;

    private Lexicon(ILookup<string, LexiconWord> words) => _words = words;

    /// <summary>The words of a text, in their order; none where it has no letter and no digit.</summary>
    public IReadOnlyList<LexiconWord> this[string text] => [.. _words[text]];

    /// <summary>Looks up the words of some texts.</summary>
    public static async Task<Lexicon> LookUpAsync(LmsDbContext db, IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        var asked = texts.Distinct().ToArray();
        var rows = await db.Database.SqlQuery<Row>($"""
            SELECT asked.text, word.lexeme AS folded, cardinality(ts_lexize('english_stem', word.lexeme)) = 0 AS is_filler,
                ARRAY(SELECT DISTINCT stem.lexeme FROM search_languages AS spoken CROSS JOIN LATERAL unnest(to_tsvector(spoken.language::regconfig, word.lexeme)) AS stem
                    WHERE stem.lexeme <> word.lexeme) AS stems
            FROM unnest({asked}) WITH ORDINALITY AS asked (text, place)
            CROSS JOIN LATERAL unnest(to_tsvector('simple', search_fold(asked.text))) AS word CROSS JOIN LATERAL unnest(word.positions) AS position
            ORDER BY asked.place, position
            """).ToListAsync(cancellationToken);
        return new Lexicon(rows.ToLookup(row => row.Text, row => new LexiconWord(row.Folded, row.Stems, row.IsFiller)));
    }

    private sealed record Row(string Text, string Folded, bool IsFiller, string[] Stems);
}
