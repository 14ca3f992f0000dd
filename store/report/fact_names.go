package report

import "strings"

// factEnglish are the English names of facts. Words may name a figure in either language: papers are Indonesian, but
// whoever writes them may work in English.
var factEnglish = map[string]string{
	"tahun": "year", "tahun_depan": "next_year", "koperasi": "cooperative", "desa": "village", "tanggal": "date",
	"kas": "cash", "pinjaman_anggota": "member_loans", "piutang": "receivables", "persediaan": "stock",
	"aset_tetap": "fixed_assets", "simpanan_pokok": "principal_savings", "simpanan_wajib": "mandatory_savings",
	"simpanan_sukarela": "voluntary_savings", "simpanan_berjangka": "term_savings", "utang_bank": "bank_loans",
	"hibah": "grants", "cadangan": "reserves", "aset": "assets", "liabilitas": "liabilities", "ekuitas": "equity",
	"shu_bruto": "gross_surplus", "shu": "surplus", "partisipasi_anggota": "member_profit",
	"laba_bukan_anggota": "other_profit", "ketua": "chair", "sekretaris": "secretary", "bendahara": "treasurer",
	"pengawas": "supervisors", "badan_hukum": "legal_entity", "alamat": "address", "anggota_awal": "members_before",
	"anggota_masuk": "members_joined", "anggota_keluar": "members_left", "anggota": "members", "perempuan": "women",
	"laki": "men",
}

// FactNames gives the facts under their names in one language, for showing which there are; FillWords takes either.
func FactNames(facts map[string]string, lang string) map[string]string {
	named := map[string]string{}
	for name, value := range facts {
		english := EnglishFact(name)
		switch {
		case english == "" || facts[english] == "": // it is an English name itself
			continue
		case lang == "en":
			named[english] = value
		default:
			named[name] = value
		}
	}
	return named
}

// EnglishFact is the English name of a fact; empty where it has none.
func EnglishFact(name string) string {
	if of, last := strings.CutSuffix(name, "_lalu"); last {
		if english := factEnglish[of]; english != "" {
			return "last_" + english
		}
	}
	return factEnglish[name]
}

// alias puts every fact under its English name too.
func alias(facts map[string]string) {
	for name, value := range facts {
		if english := EnglishFact(name); english != "" && english != name {
			facts[english] = value
		}
	}
}
