package prose

import (
	"regexp"
	"strings"
	"sync"
)

// zoneRows: letters, the place whose wall clock they stand for, the offset in
// minutes they mean, and a doubt where others use the same letters.
var zoneRows = []struct {
	letters, place string
	minutes        int
	doubt          string
}{
	{"UTC", "UTC", 0, ""}, {"GMT", "UTC", 0, ""}, {"Z", "UTC", 0, ""},
	{"BST", "Europe/London", 60, ""}, {"WET", "Europe/Lisbon", 0, ""}, {"WEST", "Europe/Lisbon", 60, ""},
	{"CET", "Europe/Berlin", 60, ""}, {"CEST", "Europe/Berlin", 120, ""},
	{"EET", "Europe/Helsinki", 120, ""}, {"EEST", "Europe/Helsinki", 180, ""}, {"MSK", "Europe/Moscow", 180, ""}, {"TRT", "Europe/Istanbul", 180, ""},
	{"PST", "America/Los_Angeles", -480, ""}, {"PDT", "America/Los_Angeles", -420, ""},
	{"MST", "America/Denver", -420, ""}, {"MDT", "America/Denver", -360, ""},
	{"CST", "America/Chicago", -360, "CST also stands for China"}, {"CDT", "America/Chicago", -300, ""},
	{"EST", "America/New_York", -300, ""}, {"EDT", "America/New_York", -240, ""},
	{"AST", "America/Halifax", -240, "AST also stands for Arabia"}, {"ADT", "America/Halifax", -180, ""},
	{"AKST", "America/Anchorage", -540, ""}, {"AKDT", "America/Anchorage", -480, ""}, {"HST", "Pacific/Honolulu", -600, ""},
	{"BRT", "America/Sao_Paulo", -180, ""}, {"CLT", "America/Santiago", -240, ""},
	{"IST", "Asia/Kolkata", 330, "IST also stands for Israel and Ireland"}, {"PKT", "Asia/Karachi", 300, ""}, {"IDT", "Asia/Jerusalem", 180, ""},
	{"SGT", "Asia/Singapore", 480, ""}, {"HKT", "Asia/Hong_Kong", 480, ""}, {"JST", "Asia/Tokyo", 540, ""}, {"KST", "Asia/Seoul", 540, ""},
	{"ICT", "Asia/Bangkok", 420, ""}, {"WIB", "Asia/Jakarta", 420, ""}, {"PHT", "Asia/Manila", 480, ""},
	{"AEST", "Australia/Sydney", 600, ""}, {"AEDT", "Australia/Sydney", 660, ""}, {"AWST", "Australia/Perth", 480, ""},
	{"ACST", "Australia/Adelaide", 570, ""}, {"ACDT", "Australia/Adelaide", 630, ""},
	{"NZST", "Pacific/Auckland", 720, ""}, {"NZDT", "Pacific/Auckland", 780, ""},
	{"SAST", "Africa/Johannesburg", 120, ""}, {"EAT", "Africa/Nairobi", 180, ""},
	{"PT", "America/Los_Angeles", anyOffset, ""}, {"PACIFIC", "America/Los_Angeles", anyOffset, ""},
	{"MT", "America/Denver", anyOffset, ""}, {"MOUNTAIN", "America/Denver", anyOffset, ""},
	{"CT", "America/Chicago", anyOffset, ""}, {"CENTRAL", "America/Chicago", anyOffset, "Central is read as Chicago"},
	{"ET", "America/New_York", anyOffset, ""}, {"EASTERN", "America/New_York", anyOffset, ""},
	{"AET", "Australia/Sydney", anyOffset, ""}, {"NZT", "Pacific/Auckland", anyOffset, ""},
}

// zoneWords are names in words, in lower case, and the letters or the place
// they stand for.
var zoneWords = map[string]string{
	"coordinated universal time": "UTC", "universal time": "UTC", "greenwich mean time": "GMT", "zulu": "UTC", "zulu time": "UTC",
	"british summer time": "BST", "uk time": "Europe/London", "british time": "Europe/London", "uk local time": "Europe/London",
	"central european time": "CET", "central european summer time": "CEST", "eastern european time": "EET", "eastern european summer time": "EEST",
	"western european time": "WET", "western european summer time": "WEST", "moscow standard time": "MSK",
	"pacific standard time": "PST", "pacific daylight time": "PDT", "pacific time": "PACIFIC", "us pacific": "PACIFIC", "us pacific time": "PACIFIC",
	"mountain standard time": "MST", "mountain daylight time": "MDT", "mountain time": "MOUNTAIN", "us mountain": "MOUNTAIN", "us mountain time": "MOUNTAIN",
	"central standard time": "CST", "central daylight time": "CDT", "central time": "CENTRAL", "us central": "CENTRAL", "us central time": "CENTRAL",
	"eastern standard time": "EST", "eastern daylight time": "EDT", "eastern time": "EASTERN", "us eastern": "EASTERN", "us eastern time": "EASTERN",
	"us east coast time": "EASTERN", "east coast time": "EASTERN", "west coast time": "PACIFIC", "us west coast time": "PACIFIC",
	"indian standard time": "IST", "india standard time": "IST", "singapore standard time": "SGT", "singapore time": "SGT",
	"japan standard time": "JST", "japan time": "JST", "korea standard time": "KST", "hong kong time": "HKT", "brazil time": "BRT",
	"australian eastern standard time": "AEST", "australian eastern daylight time": "AEDT", "australian eastern time": "AET",
	"australian western standard time": "AWST", "new zealand standard time": "NZST", "new zealand daylight time": "NZDT", "new zealand time": "NZT", "nz time": "NZT",
	"south africa standard time": "SAST", "danish time": "Europe/Copenhagen", "swedish time": "Europe/Stockholm", "norwegian time": "Europe/Oslo",
	"german time": "Europe/Berlin", "dutch time": "Europe/Amsterdam", "french time": "Europe/Paris", "israel time": "Asia/Jerusalem",
	"local time": localTime, "lt": localTime, "our local time": localTime, "server time": localTime,
}

// localTime is a zone that the text leaves to its place.
const localTime = "LOCAL TIME"

// cities whose name says a zone ("10:15 Denver time"), by the continent under
// which the tz database has them.
var cities = func() map[string]string {
	m := map[string]string{
		"san francisco": "America/Los_Angeles", "seattle": "America/Los_Angeles", "portland": "America/Los_Angeles", "san diego": "America/Los_Angeles", "las vegas": "America/Los_Angeles", "san jose": "America/Los_Angeles",
		"salt lake city": "America/Denver", "dallas": "America/Chicago", "austin": "America/Chicago", "houston": "America/Chicago", "minneapolis": "America/Chicago", "st. louis": "America/Chicago",
		"boston": "America/New_York", "washington": "America/New_York", "atlanta": "America/New_York", "miami": "America/New_York", "philadelphia": "America/New_York", "montreal": "America/Toronto", "ottawa": "America/Toronto", "calgary": "America/Edmonton",
		"edinburgh": "Europe/London", "manchester": "Europe/London", "geneva": "Europe/Zurich", "barcelona": "Europe/Madrid", "munich": "Europe/Berlin", "frankfurt": "Europe/Berlin", "hamburg": "Europe/Berlin", "milan": "Europe/Rome", "gothenburg": "Europe/Stockholm",
		"mumbai": "Asia/Kolkata", "delhi": "Asia/Kolkata", "new delhi": "Asia/Kolkata", "bangalore": "Asia/Kolkata", "bengaluru": "Asia/Kolkata", "chennai": "Asia/Kolkata", "beijing": "Asia/Shanghai", "tel aviv": "Asia/Jerusalem", "abu dhabi": "Asia/Dubai",
		"canberra": "Australia/Sydney", "cape town": "Africa/Johannesburg", "pretoria": "Africa/Johannesburg", "wellington": "Pacific/Auckland",
	}
	for continent, names := range map[string]string{
		"America":   "Anchorage Argentina/Buenos_Aires Bogota Boise Caracas Chicago Denver Detroit Edmonton Halifax Havana Lima Los_Angeles Mexico_City Monterrey New_York Panama Phoenix Regina Santiago Sao_Paulo St_Johns Tijuana Toronto Vancouver Winnipeg",
		"Europe":    "Amsterdam Athens Belgrade Berlin Bratislava Brussels Bucharest Budapest Copenhagen Dublin Helsinki Istanbul Kyiv Lisbon Ljubljana London Luxembourg Madrid Minsk Moscow Oslo Paris Prague Riga Rome Sofia Stockholm Tallinn Vienna Vilnius Warsaw Zagreb Zurich",
		"Asia":      "Bangkok Colombo Dhaka Dubai Ho_Chi_Minh Hong_Kong Jakarta Jerusalem Karachi Kathmandu Kolkata Kuala_Lumpur Manila Riyadh Seoul Shanghai Singapore Taipei Tashkent Tbilisi Tehran Tokyo",
		"Australia": "Adelaide Brisbane Darwin Hobart Melbourne Perth Sydney",
		"Africa":    "Accra Cairo Casablanca Johannesburg Lagos Nairobi Tunis",
		"Pacific":   "Auckland Honolulu",
		"Atlantic":  "Reykjavik",
	} {
		for _, name := range strings.Fields(names) {
			city := name[strings.LastIndexByte(name, '/')+1:]
			m[strings.ToLower(strings.ReplaceAll(city, "_", " "))] = continent + "/" + name
		}
	}
	return m
}()

// smallLetters are the zone letters that people also write in lower case and
// that are no words.
var smallLetters = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("utc gmt pst pdt mst mdt cst cdt est edt bst cet cest ist aest aedt sgt pacific eastern mountain central") {
		m[w] = true
	}
	return m
}()

var (
	zoneOffset = regexp.MustCompile(`^(?i:UTC|GMT)?\s?(?:[+−-]|±)\d{1,2}(?::?\d{2})?\b`)
	tzPath     = regexp.MustCompile(`^[A-Z][a-z]+/[A-Z][A-Za-z]+(?:[_/-][A-Z][A-Za-z]+)*`)
)

// nameOf finds the zone named at the head of s, and the length of the name. In
// brackets, alone, a city needs no "time".
func nameOf(s string, alone bool) (zone string, n int) {
	s = s[:min(len(s), longestForm)]
	if s == "" {
		return "", 0
	}
	if signed := !isLetter(s[0]); signed || s[0]|0x20 == 'u' || s[0]|0x20 == 'g' {
		if signed && s[0] != '+' && s[0] != '-' && !strings.HasPrefix(s, "−") && !strings.HasPrefix(s, "±") {
			return "", 0
		}
		if at := zoneOffset.FindStringIndex(s); at != nil && (!signed || s[0] == '+' || alone) {
			return strings.ToUpper(strings.NewReplacer("−", "-", "±", "+").Replace(s[:at[1]])), at[1]
		}
		if signed {
			return "", 0
		}
	}
	words := zoneWordsOf(s)
	if len(words) < len(s) && s[len(words)] == '/' {
		if at := tzPath.FindStringIndex(s); at != nil {
			if _, ok := ZoneOf(s[:at[1]]); ok {
				return s[:at[1]], at[1]
			}
		}
	}
	for words != "" {
		low := lower(words)
		if z, ok := zoneWords[low]; ok {
			return z, len(words)
		}
		if place, ok := cities[strings.TrimSuffix(low, " time")]; ok && words[0] <= 'Z' && (alone || strings.HasSuffix(low, " time")) {
			return place, len(words)
		}
		if z, ok := zones()[strings.ToUpper(words)]; ok && (words == z.Name || smallLetters[low]) && meantAsZone(s, words) {
			if rest := s[len(words):]; strings.HasPrefix(rest, "/GMT") || strings.HasPrefix(rest, "/UTC") {
				return z.Name, len(words) + 4
			}
			return z.Name, len(words)
		}
		cut := strings.LastIndexAny(words, " -.")
		if cut < 0 {
			return "", 0
		}
		words = words[:cut]
	}
	return "", 0
}

// zoneWordsOf is the run of up to five words at the head of s that may be the
// name of a zone: none, if no name begins with the first.
func zoneWordsOf(s string) string {
	end, count := 0, 0
	for end < len(s) && count < 5 {
		k := end
		if count > 0 {
			k++
		}
		from := k
		for k < len(s) && (isLetter(s[k]) || s[k] == '.' && k+1 < len(s) && s[k+1] == ' ' && k-from == 2) {
			k++
		}
		if k == from {
			break
		}
		if count == 0 && !zoneHeads()[lower(s[:k])] && (k == len(s) || s[k] != '/') {
			return ""
		}
		end = k
		count++
		if end == len(s) || s[end] != ' ' && s[end] != '-' {
			break
		}
	}
	return s[:end]
}

// zoneHeads are the first words of all names, in lower case.
var zoneHeads = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	add := func(name string) {
		head, _, _ := strings.Cut(strings.ToLower(name), " ")
		m[head] = true
	}
	for _, row := range zoneRows {
		add(row.letters)
	}
	for name := range zoneWords {
		add(name)
	}
	for name := range cities {
		add(name)
	}
	return m
})

// meantAsZone says that a word that is also another one ("Central Europe",
// "AT&T") stands as a zone.
func meantAsZone(s, word string) bool {
	rest := s[len(word):]
	if len(word) < 7 { // letters
		return rest == "" || rest[0] != '&' && rest[0] != '\''
	}
	return !(len(rest) > 1 && rest[0] == ' ' && rest[1] >= 'A' && rest[1] <= 'Z')
}

// zoneAfter reads the zone written after a clock time that ends at i, and where
// it ends. An offset with a minus needs the seconds before it, or four digits:
// "14:00-15" is a range.
func zoneAfter(s string, i int, seconds bool) (zone string, end int) {
	if i >= len(s) {
		return "", i
	}
	if s[i] == 'Z' && (i+1 == len(s) || !isWord(s[i+1])) {
		return "Z", i + 1
	}
	k := i
	if s[k] == ' ' {
		k++
	}
	if k < len(s) && (s[k] == '(' || s[k] == '[') {
		name, n := nameOf(s[k+1:], true)
		if k+1+n < len(s) && n > 0 && (s[k+1+n] == ')' || s[k+1+n] == ']') {
			return name, k + n + 2
		}
		return "", i
	}
	if s[i] != ' ' && s[i] != ',' && s[i] != '-' && s[i] != '+' && !isLetter(s[i]) && s[i] < 0x80 && s[i] != '(' && s[i] != '[' || k == len(s) {
		return "", i
	}
	if s[k] != '-' {
		// no offset with a minus
	} else if at := minusOffset.FindStringIndex(ahead(s, k)); at != nil && (seconds || at[1] == 5 && s[k+3] != ':') {
		return s[k : k+at[1]], k + at[1]
	}
	name, n := nameOf(s[k:], false)
	if n > 0 && (k+n == len(s) || !isWord(s[k+n])) && s[k] != '-' {
		if name == "Z" && k > i {
			return "", i
		}
		return name, k + n
	}
	if s[i] != ',' && (k == i || s[k] != 'i' && s[k] != 't') {
		return "", i
	}
	if m := inZone.FindStringIndex(ahead(s, i)); m != nil {
		if name, n := nameOf(s[i+m[1]:], false); n > 0 {
			return name, i + m[1] + n
		}
	}
	return "", i
}

var (
	minusOffset = regexp.MustCompile(`^-\d{2}:?\d{2}\b`)
	inZone      = regexp.MustCompile(`^,?\s(?:in\s)?(?:the\s)?`)
)

// zoneBeside reads a zone after a date, as "29 April (UTC)": letters only.
func zoneBeside(s string, i int) (zone string, end int) {
	k := i
	if k < len(s) && s[k] == ' ' {
		k++
	}
	bracket := k < len(s) && s[k] == '('
	if bracket {
		k++
	}
	n := 0
	for k+n < len(s) && s[k+n] >= 'A' && s[k+n] <= 'Z' {
		n++
	}
	if k == i || n < 2 || k+n < len(s) && isWord(s[k+n]) || bracket && (k+n == len(s) || s[k+n] != ')') {
		return "", i
	}
	if z, ok := zones()[s[k:k+n]]; ok && n < 6 {
		if bracket {
			n++
		}
		return z.Name, k + n
	}
	return "", i
}

// zonesBefore gives clock times the zone that stands right before them: "UTC
// 14:00".
func zonesBefore(s string, toks []token) {
	last := 0
	for i := range toks {
		t := &toks[i]
		if t.hasClock && t.clock.zone == "" && t.start > last+3 && s[t.start-1] == ' ' && !(s[t.start-2]|0x20 >= 'a' && s[t.start-2] >= 'a') {
			if m := zoneAhead.FindStringSubmatchIndex(s[max(last, t.start-10):t.start]); m != nil {
				from := max(last, t.start-10)
				if z, ok := zones()[s[from+m[2]:from+m[3]]]; ok && (from+m[2] == 0 || !isWord(s[from+m[2]-1])) {
					t.clock.zone, t.start = z.Name, from+m[2]
				}
			}
		}
		last = t.end
	}
}

var zoneAhead = regexp.MustCompile(`([A-Z]{3,4})(?::? |\) )$`)
