namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>What people did for a book, by the MARC Code List for Relators.</summary>
internal static class Relators
{
    /// <summary>Codes, each followed by its term.</summary>
    private const string Codes = """
        abr abridger|acp art copyist|act actor|adi art director|adp adapter|aft author of afterword|anc announcer|anl analyst|anm animator|ann annotator|
        ant bibliographic antecedent|ape appellee|apl appellant|app applicant|aqt author in quotations|arc architect|ard artistic director|arr arranger|art artist|
        asg assignee|asn associated name|ato autographer|att attributed name|auc auctioneer|aud author of dialog|aue audio engineer|aui author of introduction|
        aup audio producer|aus screenwriter|aut author|bdd binding designer|bjd bookjacket designer|bka book artist|bkd book designer|bkp book producer|blw blurb writer|
        bnd binder|bpd bookplate designer|brd broadcaster|brl braille embosser|bsl bookseller|cad casting director|cas caster|ccp conceptor|chr choreographer|cli client|
        cll calligrapher|clr colorist|clt collotyper|cmm commentator|cmp composer|cmt compositor|cnd conductor|cng cinematographer|cns censor|coe contestant-appellee|
        col collector|com compiler|con conservator|cop camera operator|cor collection registrar|cos contestant|cot contestant-appellant|cou court governed|
        cov cover designer|cpc copyright claimant|cpe complainant-appellee|cph copyright holder|cpl complainant|cpt complainant-appellant|cre creator|crp correspondent|
        crr corrector|crt court reporter|csl consultant|csp consultant to a project|cst costume designer|ctb contributor|cte contestee-appellee|ctg cartographer|
        ctr contractor|cts contestee|ctt contestee-appellant|cur curator|cwt commentator|dbp distribution place|dfd defendant|dfe defendant-appellee|dft defendant-appellant|
        dgc degree committee member|dgg degree granting institution|dgs degree supervisor|dis dissertant|dln delineator|dnc dancer|dnr donor|dpc depicted|dpt depositor|
        drm draftsman|drt director|dsr designer|dst distributor|dtc data contributor|dte dedicatee|dtm data manager|dto dedicator|dub dubious author|
        edc editor of compilation|edd editorial director|edm editor of moving image work|edt editor|egr engraver|elg electrician|elt electrotyper|eng engineer|
        enj enacting jurisdiction|etr etcher|evp event place|exp expert|fac facsimilist|fds film distributor|fld field director|flm film editor|fmd film director|
        fmk filmmaker|fmo former owner|fmp film producer|fnd funder|fon founder|fpy first party|frg forger|gis geographic information specialist|his host institution|
        hnr honoree|hst host|ill illustrator|ilu illuminator|ins inscriber|inv inventor|isb issuing body|itr instrumentalist|ive interviewee|ivr interviewer|jud judge|
        jug jurisdiction governed|lbr laboratory|lbt librettist|ldr laboratory director|led lead|lee libelee-appellee|lel libelee|len lender|let libelee-appellant|
        lgd lighting designer|lie libelant-appellee|lil libelant|lit libelant-appellant|lsa landscape architect|lse licensee|lso licensor|ltg lithographer|ltr letterer|
        lyr lyricist|mcp music copyist|mdc metadata contact|med medium|mfp manufacture place|mfr manufacturer|mka makeup artist|mod moderator|mon monitor|mrb marbler|
        mrk markup editor|msd musical director|mte metal-engraver|mtk minute taker|mus musician|mxe mixing engineer|nan news anchor|nrt narrator|onp onscreen participant|
        opn opponent|org originator|orm organizer|osp onscreen presenter|oth other|own owner|pan panelist|pat patron|pbd publishing director|pbl publisher|
        pdr project director|pfr proofreader|pht photographer|plt platemaker|pma permitting agency|pmn production manager|pop printer of plates|ppm papermaker|ppt puppeteer|
        pra praeses|prc process contact|prd production personnel|pre presenter|prf performer|prg programmer|prm printmaker|prn production company|pro producer|
        prp production place|prs production designer|prt printer|prv provider|pta patent applicant|pte plaintiff-appellee|ptf plaintiff|pth patent holder|
        ptt plaintiff-appellant|pup publication place|rbr rubricator|rcd recordist|rce recording engineer|rcp addressee|rdd radio director|red redaktor|ren renderer|
        res researcher|rev reviewer|rpc radio producer|rps repository|rpt reporter|rpy responsible party|rse respondent-appellee|rsg restager|rsp respondent|
        rsr restorationist|rst respondent-appellant|rth research team head|rtm research team member|sad scientific advisor|sce scenarist|scl sculptor|scr scribe|
        sds sound designer|sec secretary|sgd stage director|sgn signer|sht supporting host|sll seller|sng singer|spk speaker|spn sponsor|spy second party|srv surveyor|
        std set designer|stg setting|stl storyteller|stm stage manager|stn standards body|str stereotyper|tcd technical director|tch teacher|ths thesis advisor|
        tld television director|tlp television producer|trc transcriber|trl translator|tyd type designer|tyg typographer|uvp university place|vac voice actor|
        vdg videographer|wac writer of added commentary|wal writer of added lyrics|wam writer of accompanying material|wat writer of added text|wdc woodcutter|
        wde wood engraver|win writer of introduction|wit witness|wpr writer of preface|wst writer of supplementary textual content
        """;

    /// <summary>How cards of older catalogues abbreviate terms.</summary>
    private static readonly Dictionary<string, string> Abbreviations = new(StringComparer.Ordinal)
    {
        ["ed"] = "editor",
        ["eds"] = "editor",
        ["tr"] = "translator",
        ["trans"] = "translator",
        ["transl"] = "translator",
        ["illus"] = "illustrator",
        ["comp"] = "compiler",
    };

    private static readonly Dictionary<string, string> Terms = Codes.Split('|', StringSplitOptions.TrimEntries)
        .ToDictionary(relator => relator[..3], relator => relator[4..], StringComparer.Ordinal);

    /// <summary>The role that a name field names, by term or by code.</summary>
    /// <param name="field">A field of the names: 100, 110, 111, 700, 710, 711.</param>
    /// <returns>In lower case; null where it names none.</returns>
    public static string? RoleIn(DataField field) =>
        TermOf(field[field.Tag is "111" or "711" ? 'j' : 'e']) ?? TermOf(field['4']?.Split('/')[^1]);

    /// <summary>The term for a role, whether somebody says it in words, by its code or in short; as it is where the list does not know it.</summary>
    /// <returns>In lower case; null where it is empty.</returns>
    public static string? TermOf(string? stated) =>
        Isbd.Trim(stated)?.TrimEnd('.').ToLowerInvariant() is { Length: > 0 } role ? Terms.GetValueOrDefault(role) ?? Abbreviations.GetValueOrDefault(role, role) : null;

    /// <summary>A name field with another role: in the term or the code that says the one before, and where none does, in a term behind the name.</summary>
    /// <param name="field">The field.</param>
    /// <param name="before">The role that it names.</param>
    /// <param name="role">The role that it shall name.</param>
    public static DataField WithRole(DataField field, string before, string role)
    {
        var term = field.Tag is "111" or "711" ? 'j' : 'e';
        var isTerm = field[term] is not null;
        var at = field.Subfields.Index().Where(part => part.Item.Code == term || part.Item.Code == '4').OrderBy(part => part.Item.Code == '4').Select(part => part.Index).DefaultIfEmpty(-1).First();
        if (at < 0)
            return MarcWording.Add(field, term == 'j' ? "andc" : "abcdnq", new Subfield(term, role), ",");
        if (isTerm)
            field = MarcWording.With(field, at, MarcWording.Reword(field.Subfields[at].Value, Isbd.Trim(field.Subfields[at].Value) ?? before, role));
        // A code beside the term says the same.
        if (field.Subfields.Index().FirstOrDefault(part => part.Item.Code == '4' && (!isTerm || TermOf(part.Item.Value.Split('/')[^1]) == before)) is not { Item.Code: '4' } coded)
            return field;
        return CodeOf(role) is { } code
            ? MarcWording.With(field, coded.Index, code)
            : MarcWording.Put(isTerm ? field : MarcWording.Add(field, term == 'j' ? "andc" : "abcdnq", new Subfield(term, role), ","), '4', [], isFirst: false);
    }

    /// <summary>The code of a role; null where the list has none.</summary>
    public static string? CodeOf(string role) => Terms.Where(term => term.Value == role).Select(term => term.Key).FirstOrDefault();
}
