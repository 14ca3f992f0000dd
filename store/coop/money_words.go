package coop

import "strings"

// MoneyWords writes an amount in words, in the language "id" or "en", as a receipt does.
func MoneyWords(m Money, lang string) string {
	if lang == "en" {
		return englishMoney(m)
	}
	return Terbilang(m)
}

// Terbilang writes an amount in Indonesian words: "seribu seratus rupiah", "dua rupiah lima puluh sen".
func Terbilang(m Money) string {
	rupiah, sen := split(m)
	words := indonesian(rupiah) + " rupiah"
	if sen > 0 {
		words += " " + indonesian(sen) + " sen"
	}
	if m < 0 {
		words = "minus " + words
	}
	return words
}

var indonesianUnits = [...]string{
	"nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
}

var indonesianScales = []struct {
	size uint64
	name string
}{{1e15, "kuadriliun"}, {1e12, "triliun"}, {1e9, "miliar"}, {1e6, "juta"}, {1e3, "ribu"}}

// indonesian writes a number; one thousand is seribu and one hundred seratus, but one million satu juta.
func indonesian(n uint64) string {
	var words []string
	add := func(w ...string) { words = append(words, w...) }
	rest := n
	for _, scale := range indonesianScales {
		count := rest / scale.size
		rest %= scale.size
		switch {
		case count == 1 && scale.size == 1e3:
			add("seribu")
		case count > 0:
			add(indonesian(count), scale.name)
		}
	}
	if rest >= 100 {
		if rest/100 == 1 {
			add("seratus")
		} else {
			add(indonesianUnits[rest/100], "ratus")
		}
		rest %= 100
	}
	switch {
	case rest >= 20:
		add(indonesianUnits[rest/10], "puluh")
		if rest %= 10; rest > 0 {
			add(indonesianUnits[rest])
		}
	case rest >= 12:
		add(indonesianUnits[rest-10], "belas")
	case rest > 0 || n == 0:
		add(indonesianUnits[rest])
	}
	return strings.Join(words, " ")
}

func englishMoney(m Money) string {
	rupiah, sen := split(m)
	words := english(rupiah) + " rupiah"
	if sen > 0 {
		words += " and " + english(sen) + " sen"
	}
	if m < 0 {
		words = "minus " + words
	}
	return words
}

var englishUnits = [...]string{
	"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
	"thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
}

var englishTens = [...]string{
	"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
}

var englishScales = []struct {
	size uint64
	name string
}{{1e15, "quadrillion"}, {1e12, "trillion"}, {1e9, "billion"}, {1e6, "million"}, {1e3, "thousand"}, {100, "hundred"}}

func english(n uint64) string {
	var words []string
	rest := n
	for _, scale := range englishScales {
		if count := rest / scale.size; count > 0 {
			words = append(words, english(count), scale.name)
			rest %= scale.size
		}
	}
	switch {
	case rest >= 20 && rest%10 > 0:
		words = append(words, englishTens[rest/10]+"-"+englishUnits[rest%10])
	case rest >= 20:
		words = append(words, englishTens[rest/10])
	case rest > 0 || n == 0:
		words = append(words, englishUnits[rest])
	}
	return strings.Join(words, " ")
}
