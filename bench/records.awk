# Writes catalogue records of a usual size: a leader, fixed fields, title, people, subjects, a summary and one or two copies. The same every time.
#
#   awk -f bench/records.awk -v kind=mrc -v count=100000 -v from=1
#
# kind    mrc (ISO 2709), xml (MARCXML) or csv
# from    the number of the first record; files whose numbers differ have no book and no barcode in common
# notes   how many notes of 9 kB a MARC record has besides, up to 9; none unless set
function any(most) { return int(rand() * most) }
# Words as languages have them: few are said often, most seldom.
function word(  n) { n = int(exp(rand() * log(20000))); return starts[n % 40] middles[int(n / 40) % 25] ends[int(n / 1000) % 20] }
function words(count,  text) { text = word(); while (--count > 0) text = text " " word(); return text }
function proper(text) { return toupper(substr(text, 1, 1)) substr(text, 2) }
function isbn(n,  digits, sum, place) {
    digits = "978" sprintf("%09d", n); sum = 0
    for (place = 1; place <= 12; place++) sum += substr(digits, place, 1) * (place % 2 ? 1 : 3)
    return digits (10 - sum % 10) % 10
}

function control(tag, data) { fields++; tags[fields] = tag; starts_with[fields] = ""; parts[fields] = data }
# Subfields are handed over as "a|text|b|text".
function field(tag, indicators, subfields) { fields++; tags[fields] = tag; starts_with[fields] = indicators; parts[fields] = subfields }

function iso2709(  i, count, part, place, data, directory, body) {
    body = directory = ""
    for (i = 1; i <= fields; i++) {
        data = starts_with[i]
        if (data == "") data = parts[i]
        else { count = split(parts[i], part, "|"); for (place = 1; place < count; place += 2) data = data "\037" part[place] part[place + 1] }
        data = data "\036"
        directory = directory sprintf("%s%04d%05d", tags[i], length(data), length(body))
        body = body data
    }
    printf "%05dnam a22%05d i 4500%s\036%s\035", 24 + length(directory) + 1 + length(body) + 1, 24 + length(directory) + 1, directory, body
}
function marcxml(  i, count, part, place) {
    print "<record><leader>00000nam a2200000 i 4500</leader>"
    for (i = 1; i <= fields; i++) {
        if (starts_with[i] == "") { print "<controlfield tag=\"" tags[i] "\">" parts[i] "</controlfield>"; continue }
        print "<datafield tag=\"" tags[i] "\" ind1=\"" substr(starts_with[i], 1, 1) "\" ind2=\"" substr(starts_with[i], 2, 1) "\">"
        count = split(parts[i], part, "|")
        for (place = 1; place < count; place += 2) print "<subfield code=\"" part[place] "\">" part[place + 1] "</subfield>"
        print "</datafield>"
    }
    print "</record>"
}
function marc(  i) {
    fields = 0
    control("001", "bench" n); control("003", "XxLms"); control("005", "20240101000000.0")
    control("008", sprintf("240101s%d    xx            000 0 %s d", year, language))
    field("020", "  ", "a|" isbn(n)); field("040", "  ", "a|XxLms|b|eng|e|rda|c|XxLms")
    field("050", " 4", "a|" class "|b|." proper(substr(last, 1, 1)) any(99) " " year); field("082", "04", "a|" dewey "|2|23")
    field("100", "1 ", "a|" last ", " first ",|e|author.")
    field("245", "10", "a|" title " :|b|" subtitle " /|c|" first " " last ".")
    if (any(4) == 0) field("250", "  ", "a|Second edition.")
    field("264", " 1", "a|" proper(word()) " :|b|" publisher ",|c|" year ".")
    field("300", "  ", "a|xii, " pages " pages :|b|illustrations ;|c|24 cm")
    field("336", "  ", "a|text|b|txt|2|rdacontent"); field("337", "  ", "a|unmediated|b|n|2|rdamedia"); field("338", "  ", "a|volume|b|nc|2|rdacarrier")
    if (any(3) == 0) field("490", "0 ", "a|" series " ;|v|" any(40))
    field("504", "  ", "a|Includes bibliographical references and index.")
    field("520", "  ", "a|" summary)
    for (i = 1; i <= notes; i++) field("500", "  ", "a|" long)
    for (i = 1; i <= subjects; i++) field("650", " 0", "a|" subject[i] "|x|" aspect[i] ".")
    field("655", " 7", "a|" genre ".|2|lcgft")
    if (any(2) == 0) field("700", "1 ", "a|" proper(word()) ", " proper(word()) ",|e|editor.")
    for (i = 1; i <= copies; i++) field("852", "  ", "b|Main|c|Shelf " any(40) "|h|" dewey "|i|" substr(class, 1, 1) any(999) "|p|" barcode(i))
}
function barcode(copy) { return sprintf("X%010d%d", n, copy) }
function csv(  i, text) {
    text = ""
    for (i = 1; i <= subjects; i++) text = text (i > 1 ? "; " : "") subject[i] " -- " aspect[i]
    printf "\"%s\",\"%s\",\"%s, %s\",%s,\"%s\",\"%s\",\"%s\",%d,%s,%d,\"%s\",%s,%s\n", title, subtitle, last, first, isbn(n), genre, text, publisher, year, language, pages, summary, dewey, barcode(1) (copies > 1 ? ";" barcode(2) : "")
}

BEGIN {
    srand(from)
    split("ba ca da fo ga he il jo ka li ma no or pe qui ra sa te un va wo xe ya zo br cl dr fl gr pl sh st tr th wh sc sp sl gl mé", starts, " "); starts[0] = "a"
    split("r n l st nd rm ck ss tt v mp nt gh b d lm rk ng p th c x sk ll", middles, " "); middles[0] = "m"
    split("e er ing ed a on ity ness al y ism ment or ous en age ia um é", ends, " "); ends[0] = "s"
    split("fre ger spa ita por rus", foreign, " ")
    if (kind == "xml") print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<collection xmlns=\"http://www.loc.gov/MARC21/slim\">"
    if (notes) { long = word(); while (length(long) < 9000) long = long " " word() }
    if (kind == "csv") print "title,subtitle,author,isbn,genre,subjects,publisher,year,language,pages,description,classification,barcode"
    for (n = from; n < from + count; n++) {
        title = proper(words(2 + any(4))) " " n; subtitle = words(3 + any(4)); first = proper(word()); last = proper(word()) word()
        year = 1900 + any(125); language = any(4) ? "eng" : foreign[1 + any(6)]; pages = 60 + any(600); publisher = proper(word()) " Press"; series = "Studies in " word()
        class = substr("ABCDEFGHJKLMNPQRSTUVZ", 1 + any(21), 1) any(9000); dewey = sprintf("%03d.%d", any(1000), any(1000)); genre = proper(word()) " fiction"
        summary = proper(words(30 + any(50))) "."; subjects = 1 + any(4); copies = 1 + (any(3) == 0)
        for (i = 1; i <= subjects; i++) { subject[i] = proper(words(1 + any(2))); aspect[i] = proper(word()) }
        if (kind == "csv") csv()
        else { marc(); if (kind == "xml") marcxml(); else iso2709() }
    }
    if (kind == "xml") print "</collection>"
}
