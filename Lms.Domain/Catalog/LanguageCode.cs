namespace Lms.Domain.Catalog;

/// <summary>The codes of languages (ISO 639): two letters where a language has such a code, else three.</summary>
public static class LanguageCode
{
    /// <summary>Two-letter codes (ISO 639-1), each followed by its three-letter ones (ISO 639-2/B and /T).</summary>
    private const string Codes = """
        aa aar|ab abk|ae ave|af afr|ak aka|am amh|an arg|ar ara|as asm|av ava|ay aym|az aze|ba bak|be bel|bg bul|bh bih|bi bis|bm bam|bn ben|bo tib bod|br bre|bs bos|
        ca cat|ce che|ch cha|co cos|cr cre|cs cze ces|cu chu|cv chv|cy wel cym|da dan|de ger deu|dv div|dz dzo|ee ewe|el gre ell|en eng|eo epo|es spa|et est|eu baq eus|
        fa per fas|ff ful|fi fin|fj fij|fo fao|fr fre fra|fy fry|ga gle|gd gla|gl glg|gn grn|gu guj|gv glv|ha hau|he heb|hi hin|ho hmo|hr hrv|ht hat|hu hun|hy arm hye|hz her|
        ia ina|id ind|ie ile|ig ibo|ii iii|ik ipk|io ido|is ice isl|it ita|iu iku|ja jpn|jv jav|ka geo kat|kg kon|ki kik|kj kua|kk kaz|kl kal|km khm|kn kan|ko kor|kr kau|ks kas|
        ku kur|kv kom|kw cor|ky kir|la lat|lb ltz|lg lug|li lim|ln lin|lo lao|lt lit|lu lub|lv lav|mg mlg|mh mah|mi mao mri|mk mac mkd|ml mal|mn mon|mr mar|ms may msa|mt mlt|
        my bur mya|na nau|nb nob|nd nde|ne nep|ng ndo|nl dut nld|nn nno|no nor|nr nbl|nv nav|ny nya|oc oci|oj oji|om orm|or ori|os oss|pa pan|pi pli|pl pol|ps pus|pt por|qu que|
        rm roh|rn run|ro rum ron|ru rus|rw kin|sa san|sc srd|sd snd|se sme|sg sag|si sin|sk slo slk|sl slv|sm smo|sn sna|so som|sq alb sqi|sr srp|ss ssw|st sot|su sun|sv swe|sw swa|
        ta tam|te tel|tg tgk|th tha|ti tir|tk tuk|tl tgl|tn tsn|to ton|tr tur|ts tso|tt tat|tw twi|ty tah|ug uig|uk ukr|ur urd|uz uzb|ve ven|vi vie|vo vol|wa wln|wo wol|xh xho|
        yi yid|yo yor|za zha|zh chi zho|zu zul
        """;

    private static readonly Dictionary<string, string> Short = Codes.Split('|', StringSplitOptions.TrimEntries)
        .Select(language => language.Split(' '))
        .SelectMany(codes => codes.Select(code => KeyValuePair.Create(code, codes[0])))
        .ToDictionary(StringComparer.Ordinal);

    private static readonly Dictionary<string, string> Long = Codes.Split('|', StringSplitOptions.TrimEntries)
        .Select(language => language.Split(' '))
        .ToDictionary(codes => codes[0], codes => codes[1], StringComparer.Ordinal);

    private static readonly Lazy<HashSet<string>> ThreeLetters = new(() =>
        CodeList.Read("LanguageCodes").SelectMany(line => line[1].Select(third => line[0] + third)).ToHashSet(StringComparer.Ordinal));

    /// <summary>Codes that the MARC Code List for Languages has given up, and what they are called now. Some mean another language in ISO 639-3; that is the one that counts.</summary>
    private static readonly Dictionary<string, string> GivenUp =
        "cam km|esp eo|eth gez|far fo|fri fy|gae gd|gua gn|iri ga|lan oc|max gv|mol ro|sao sm|scc sr|scr hr|sho sn|snh si|sso st|swz ss|taj tg|tar tt|tsw tn".Split('|')
            .ToDictionary(pair => pair[..3], pair => pair[4..], StringComparer.Ordinal);

    /// <summary>The bibliographic three-letter code (ISO 639-2/B) of a language; what has none stays as it is.</summary>
    public static string Bibliographic(string code) => Long.GetValueOrDefault(code, code);

    /// <summary>The one code of a language: <c>de</c> for <c>de</c>, <c>ger</c> (639-2/B) and <c>deu</c> (639-2/T), <c>grc</c> for <c>grc</c>.</summary>
    /// <param name="code">In either case.</param>
    /// <returns>In lower case; null where ISO 639 has no such code.</returns>
    public static string? Normalise(string code)
    {
        var lower = code.ToLowerInvariant();
        return Short.TryGetValue(lower, out var language) ? language
            : ThreeLetters.Value.Contains(lower) || IsLocal(lower) ? lower
            : GivenUp.GetValueOrDefault(lower);
    }

    /// <summary>The codes from <c>qaa</c> to <c>qtz</c>, which everybody may use as they like.</summary>
    private static bool IsLocal(string code) => code is ['q', >= 'a' and <= 't', >= 'a' and <= 'z'];
}
