using System.Globalization;
using System.Text;

namespace Lms.Application.Imports;

/// <summary>What a column of a CSV file can hold.</summary>
internal enum CsvField
{
    Title, Subtitle, OtherTitles, OriginalTitle, Author, Isbn, Isbn13, Genre, Subjects, Series, Publisher, PublishedYear, Edition, Language, OriginalLanguage, PageCount, Description, MaterialType, Classification,
    Copies, Barcode, Branch, ShelfLocation, CallNumber, Price, AcquiredOn, Note,
}

/// <summary>The names by which columns are known.</summary>
internal static class CsvFieldNames
{
    private static readonly (CsvField Field, string Names)[] Known =
    [
        (CsvField.Title, "title, booktitle, titleproper, maintitle, name, titel, titre, titulo, titolo"),
        (CsvField.Subtitle, "subtitle, remainderoftitle, titleremainder, untertitel, soustitre"),
        (CsvField.OtherTitles, "othertitles, othertitle, alternatetitles, alternatetitle, alternativetitles, alternativetitle, varianttitles, varianttitle"),
        (CsvField.OriginalTitle, "originaltitle, uniformtitle, originaltitel, titreoriginal"),
        (CsvField.Author, "author, authors, authorname, authornames, mainauthor, creator, creators, writer, writers, contributor, contributors, autor, autoren, verfasser, auteur, auteurs, autore, autori"),
        (CsvField.Isbn, "isbn, isbn10, isbns, isbnissn, identifier, issn"),
        (CsvField.Isbn13, "isbn13, ean, ean13, isbn13digits"),
        (CsvField.Genre, "genre, genres, category, categories, gattung"),
        (CsvField.Subjects, "subjects, subject, keywords, keyword, topics, tags, subjectheadings, schlagworter, schlagworte, sujets"),
        (CsvField.Series, "series, seriestitle, seriesname, reihe, collection"),
        (CsvField.Publisher, "publisher, publishers, publishername, imprint, verlag, editeur, editorial, editore"),
        (CsvField.PublishedYear, "year, publishedyear, publicationyear, yearpublished, yearofpublication, originalpublicationyear, pubyear, pubdate, publicationdate, publisheddate, datepublished, published, copyrightdate, jahr, erscheinungsjahr, annee, ano, anno"),
        (CsvField.Edition, "edition, editionstatement, auflage, ausgabe"),
        (CsvField.Language, "language, languagecode, lang, languages, sprache, langue, idioma, lingua"),
        (CsvField.OriginalLanguage, "originallanguage, originallanguagecode, originalsprache, langueoriginale"),
        (CsvField.PageCount, "pages, pagecount, numpages, numberofpages, numberpages, seiten, seitenzahl"),
        (CsvField.Description, "description, summary, abstract, synopsis, blurb, annotation, beschreibung"),
        (CsvField.MaterialType, "materialtype, itemtype, itype, format, mediatype, medium, medienart"),
        (CsvField.Classification, "classification, dewey, ddc, lcc, deweydecimal, deweydecimalclassification, systematik"),
        (CsvField.Copies, "copies, copiestotal, numberofcopies, numcopies, copycount, quantity, qty, exemplare"),
        (CsvField.Barcode, "barcode, barcodes, itembarcode, copybarcode, accessionnumber"),
        (CsvField.Branch, "branch, homebranch, library, location, homelibrary, zweigstelle"),
        (CsvField.ShelfLocation, "shelflocation, shelvinglocation, shelf, collectioncode, standort"),
        (CsvField.CallNumber, "callnumber, callno, itemcallnumber, shelfmark, signatur"),
        (CsvField.Price, "price, cost, replacementprice, replacementcost, preis"),
        (CsvField.AcquiredOn, "acquiredon, dateacquired, acquisitiondate, acquired, accessiondate"),
        (CsvField.Note, "note, notes, copynote, itemnote"),
    ];

    private static readonly Dictionary<string, CsvField> Fields = Known
        .SelectMany(known => known.Names.Split(", ").Select(name => KeyValuePair.Create(name, known.Field)))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>The fields' own names, as they stand in <c>columns</c>.</summary>
    public static IEnumerable<string> All => Enum.GetValues<CsvField>().Select(NameOf);

    /// <summary>The field that a column is likely to hold; null where its name says nothing. Case, accents, spaces and punctuation do not matter.</summary>
    public static CsvField? Guess(string column) => Fields.TryGetValue(Plain(column), out var field) ? field : null;

    /// <summary>The field with exactly this name; null where there is none.</summary>
    public static CsvField? Find(string name) => Enum.TryParse<CsvField>(name, ignoreCase: true, out var field) && NameOf(field).Equals(name, StringComparison.OrdinalIgnoreCase) ? field : null;

    public static string NameOf(CsvField field)
    {
        var name = field.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static string Plain(string column)
    {
        var plain = new StringBuilder(column.Length);
        foreach (var character in column.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(character) && CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
                plain.Append(char.ToLowerInvariant(character));
        }

        return plain.ToString();
    }
}
