using System.Text;

namespace Lms.Domain.Catalog;

/// <summary>Reads the conditions of a <see cref="SearchQuery"/> from left to right.</summary>
internal sealed class SearchReader(string text)
{
    private static readonly string[] Operators = ["AND", "OR", "NOT"];

    private int _at;
    private int _depth;
    private int _terms;

    /// <summary>Whether something was passed over or taken for something else, once it is read.</summary>
    public bool TookLiberties { get; private set; }

    /// <summary>Reads all of it; null where there is no term in it.</summary>
    public SearchCondition? Read()
    {
        var condition = ReadAny(null);
        TookLiberties |= condition is NoneOf or null;
        return condition switch
        {
            NoneOf alone => alone.Excluded,
            null => Words(),
            _ => condition,
        };
    }

    /// <summary>Where there is nothing else, names of fields are words; where there are but operators, these are.</summary>
    private SearchCondition? Words()
    {
        var words = Runs();
        var telling = words.Where(word => !Operators.Contains(word)).ToList();
        return All([.. (telling.Count > 0 ? telling : words).Take(SearchQuery.MaxTerms).Select(word => new SearchTerm(word))]);
    }

    /// <summary>The runs of letters and digits; a letter may take two places in the text.</summary>
    private List<string> Runs()
    {
        var runs = new List<string>();
        var from = 0;
        for (var at = 0; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var letter, out var length);
            if (!Rune.IsLetterOrDigit(letter))
            {
                if (at > from)
                    runs.Add(text[from..at]);
                from = at + length;
            }

            at += length;
        }

        if (from < text.Length)
            runs.Add(text[from..]);
        return runs;
    }

    private SearchCondition? ReadAny(SearchField? field)
    {
        var parts = new List<SearchCondition>();
        do
        {
            if (ReadAll(field) is { } part)
                parts.Add(part);
        }
        while (TakeOperator("OR"));

        // Everything but something is no answer beside others.
        if (parts.Any(part => part is not NoneOf))
            TookLiberties |= parts.RemoveAll(part => part is NoneOf) > 0;
        else if (parts.Count > 1)
            return new NoneOf(new AllOf([.. parts.Select(part => ((NoneOf)part).Excluded)]));
        return parts.Count > 1 ? new AnyOf([.. parts]) : parts.FirstOrDefault();
    }

    private SearchCondition? ReadAll(SearchField? field)
    {
        var parts = new List<SearchCondition>();
        while (SkipTo(character => !char.IsWhiteSpace(character)) && !Ends() && !Stands("OR"))
        {
            if (!TakeOperator("AND") && ReadOne(field) is { } part)
                parts.Add(part);
        }

        return All(parts);
    }

    private static SearchCondition? All(List<SearchCondition> parts)
    {
        if (parts.Count > 1 && parts.All(part => part is NoneOf))
            return new NoneOf(new AnyOf([.. parts.Select(part => ((NoneOf)part).Excluded)]));
        return parts.Count > 1 ? new AllOf([.. parts]) : parts.FirstOrDefault();
    }

    private SearchCondition? ReadOne(SearchField? field)
    {
        var excluded = false;
        while (TakeOperator("NOT") || TakeMinus())
        {
            if (!SkipTo(character => !char.IsWhiteSpace(character)) || Ends() || Stands("OR") || Stands("AND"))
                return PassOver();
            excluded = !excluded;
        }

        var one = text[_at] switch
        {
            '(' => ReadGroup(field),
            '"' => ReadPhrase(field),
            _ => ReadWord(field),
        };
        return (excluded, one) switch
        {
            (false, _) or (_, null) => one,
            (true, NoneOf twice) => twice.Excluded,
            _ => new NoneOf(one),
        };
    }

    private SearchCondition? ReadGroup(SearchField? field)
    {
        _at++;
        if (_depth == SearchQuery.MaxDepth)
            return PassOver();
        _depth++;
        var inside = ReadAny(field);
        _depth--;
        if (_at < text.Length)
            _at++;
        else
            TookLiberties = true;
        return inside;
    }

    private SearchTerm? ReadPhrase(SearchField? field)
    {
        _at++;
        var phrase = Take(character => character != '"').Trim();
        if (_at < text.Length)
            _at++;
        else
            TookLiberties = true;
        return Term(phrase, field, isPhrase: true);
    }

    private SearchCondition? ReadWord(SearchField? field)
    {
        var word = TakeWord();
        if (word.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && FieldOf(word.AsSpan(0, colon)) is { } named)
        {
            var behind = _at -= word.Length - colon - 1;
            return (SkipTo(character => !char.IsWhiteSpace(character)) && !Ends() && !(_at > behind && Operators.Any(Stands)) ? ReadFielded(named) : null) ?? PassOver();
        }

        return Word(word, field);
    }

    /// <summary>A field named within a field would lead ever deeper: the inner one is a word.</summary>
    private SearchCondition? ReadFielded(SearchField field) => text[_at] switch
    {
        '(' => ReadGroup(field),
        '"' => ReadPhrase(field),
        _ => Word(TakeWord(), field),
    };

    private string TakeWord() => Take(character => !char.IsWhiteSpace(character) && character is not ('(' or ')' or '"'));

    private SearchTerm? Word(string word, SearchField? field) => Term(word, field, isPhrase: false, isPrefix: word.Length > 1 && word.EndsWith('*'));

    private SearchTerm? Term(string said, SearchField? field, bool isPhrase, bool isPrefix = false)
    {
        if (!said.EnumerateRunes().Any(Rune.IsLetterOrDigit))
            return null;
        if (_terms == SearchQuery.MaxTerms)
            return PassOver();
        _terms++;
        if ((field is null or SearchField.Isbn) && Isbn.TryParse(said, out var isbn))
            return new SearchTerm(isbn.Digits13, SearchField.Isbn);
        return new SearchTerm(isPrefix ? said.TrimEnd('*') : said, field, isPhrase, isPrefix);
    }

    private SearchTerm? PassOver()
    {
        TookLiberties = true;
        return null;
    }

    private static SearchField? FieldOf(ReadOnlySpan<char> name) =>
        name.Length <= 7 && Enum.TryParse<SearchField>(name, ignoreCase: true, out var field) && Enum.IsDefined(field) && char.IsAsciiLetter(name[0]) ? field : null;

    /// <summary>Whether a group ends here. Outside of any, a closing parenthesis is passed over.</summary>
    private bool Ends()
    {
        while (_depth == 0 && _at < text.Length && (text[_at] == ')' || char.IsWhiteSpace(text[_at])))
            TookLiberties |= text[_at++] == ')';
        return _at == text.Length || text[_at] == ')';
    }

    private bool TakeMinus()
    {
        if (text[_at] != '-' || _at + 1 == text.Length || char.IsWhiteSpace(text[_at + 1]))
            return false;
        _at++;
        return true;
    }

    private bool TakeOperator(string name)
    {
        if (!Stands(name))
            return false;
        _at += name.Length;
        return true;
    }

    private bool Stands(string name) =>
        string.CompareOrdinal(text, _at, name, 0, name.Length) == 0
        && (_at + name.Length == text.Length || text[_at + name.Length] is '(' or ')' or '"' || char.IsWhiteSpace(text[_at + name.Length]));

    private bool SkipTo(Func<char, bool> wanted)
    {
        while (_at < text.Length && !wanted(text[_at]))
            _at++;
        return _at < text.Length;
    }

    private string Take(Func<char, bool> wanted)
    {
        var from = _at;
        while (_at < text.Length && wanted(text[_at]))
            _at++;
        return text[from.._at];
    }
}
