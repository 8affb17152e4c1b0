"""Every intent is recognised on an everyday sentence that nobody taught."""

from pathlib import Path

import pytest

from bot.dialogue.ear.builtin import Builtin
from bot.dialogue.intents import INTENTS
from bot.training.reading import read_corpus

TABLE = (
    ("greet", "sore kak, boleh ganggu sebentar"),
    ("thanks", "wah makasih banyak ya infonya berguna sekali"),
    ("goodbye", "yaudah saya pamit dulu, sampai ketemu lagi"),
    ("affirm", "iya betul begitu"),
    ("deny", "engga, bukan itu"),
    ("cancel", "ga jadi deh, hentikan saja"),
    ("help_menu", "disini saya bisa nanya soal apa aja"),
    ("change_language", "bisa pakai bahasa jawa aja ga"),
    ("talk_to_officer", "saya mau ngobrol langsung sama petugasnya aja"),
    ("bot_identity", "ini yang jawab robot atau manusia"),
    ("ask_case_status", "aduan yang saya kirim minggu lalu sudah sampai mana"),
    ("my_data", "tolong hapus nomor dan nama saya dari sistem"),
    ("out_of_scope", "siapa juara liga inggris tahun ini"),
    ("ask_requirements", "lulusan smp umur 40 masih boleh ga kerja di luar negeri"),
    ("ask_documents", "surat apa saja yang perlu disiapkan buat jadi tki"),
    ("ask_registration_steps", "langkah pertama kalau mau berangkat resmi gimana"),
    ("ask_costs", "buat berangkat ke taiwan habis uang berapa"),
    ("ask_loan", "bisa pinjam kur di bank buat modal berangkat ga"),
    ("ask_placement_schemes", "jalur g to g dan mandiri itu beda di mananya"),
    ("ask_country", "umr hongkong sekarang berapa, biaya hidupnya mahal ga"),
    ("ask_vacancies", "ada lowongan perawat lansia di jepang ga bulan ini"),
    ("check_agency", "pt yang di cilacap itu punya izin resmi ga ya"),
    ("check_offer", "dapat tawaran di facebook jadi pelayan di polandia gaji 30 juta, beneran ga"),
    ("ask_training", "kursus bahasa korea di blk berapa lama"),
    ("ask_medical", "pas medical check up apa saja yang diperiksa"),
    ("ask_passport_visa", "paspor mau habis masa berlakunya, perpanjang di kbri gimana caranya"),
    ("ask_contract", "isi kontrak kerja yang benar itu harus ada apa aja"),
    ("ask_insurance", "iuran bpjs ketenagakerjaan buat pmi berapa sebulan"),
    ("ask_predeparture", "kapan jadwal pembekalan sebelum terbang"),
    ("ask_family_permission", "suami ga mau tanda tangan surat izin, apa saya masih bisa berangkat"),
    ("ask_rights", "apa pembantu di singapura berhak libur tiap minggu"),
    ("ask_extend_contract", "kontrak saya hampir selesai, kalau mau nambah dua tahun lagi gimana"),
    ("ask_change_employer", "boleh ga pindah majikan sebelum kontrak habis"),
    ("file_complaint", "saya ingin menyampaikan keluhan tentang kerjaan saya"),
    ("emergency", "tolong saya pak cepat, saya dalam bahaya sekarang"),
    ("report_unpaid_wages", "sudah lima bulan majikan belum kasih upah saya"),
    ("report_overcharging", "agen minta 45 juta padahal katanya gratis"),
    ("report_documents_withheld", "ijazah asli saya disimpan pt tidak mau dikembalikan"),
    ("report_contract_mismatch", "di kontrak jaga nenek tapi disuruh kerja di pabrik"),
    ("report_working_conditions", "tiap hari tidur cuma tiga jam, kerja terus dari subuh"),
    ("report_violence", "majikan perempuan suka menampar kalau saya salah"),
    ("report_sexual_violence", "bos sering meraba badan saya waktu istrinya pergi"),
    ("report_trafficking", "saya dijual ke perusahaan judi online dan dipaksa menipu orang"),
    ("report_recruitment_fraud", "calo yang janji kerja di kanada kabur bawa uang kami"),
    ("report_failed_departure", "sudah bayar dan ikut pelatihan setahun tapi belum diberangkatkan juga"),
    ("report_lost_contact", "adik saya di malaysia sudah dua bulan teleponnya tidak aktif"),
    ("report_want_home", "saya sudah tidak kuat disini, ingin dipulangkan ke kampung"),
    ("report_sick_or_injured", "tangan saya kena mesin pabrik dan sekarang dirawat di rumah sakit"),
    ("report_death", "kakak kami meninggal di arab, bagaimana jenazahnya dibawa pulang"),
    ("report_detained_or_deported", "suami saya ditangkap imigrasi malaysia"),
    ("report_undocumented", "visa saya sudah lewat setahun, saya kerja tanpa surat"),
    ("report_termination", "pabrik tutup dan kami semua di phk"),
    ("report_family_matter", "istri di taiwan minta cerai lewat telepon"),
    ("ask_remittance", "kirim uang dari hongkong ke kampung paling murah lewat apa"),
    ("ask_money_management", "gimana caranya biar gaji ga habis terus tiap bulan"),
    ("ask_parenting", "anak saya jadi susah diatur sejak ibunya di luar negeri, harus bagaimana"),
    ("ask_child_documents", "anak saya lahir di malaysia, cara bikin akta lahirnya gimana"),
    ("ask_insurance_claim", "cara mencairkan santunan bpjs karena kecelakaan kerja"),
    ("ask_reintegration", "sudah pulang habis kontrak, ada program apa buat mantan tki"),
    ("ask_business", "pengen jualan keripik, bisa dibantu modal sama pelatihannya ga"),
    ("ask_cooperative", "kalau mau jadi anggota koperasi desa syaratnya apa"),
    ("ask_desmigratif", "program desa migran produktif itu apa sih"),
    ("ask_service_desk", "posko layanan di desa buka hari apa saja"),
    ("ask_hotline", "minta nomor telepon kbri riyadh"),
    ("ask_complaint_process", "kalau saya lapor, majikan bakal tahu ga"),
)
"""One sentence for each intent, in everyday Indonesian."""

OTHERS = (
    ("greet", "sugeng ndalu pak petugas"),
    ("thanks", "hatur nuhun pisan kang informasina"),
    ("goodbye", "ok bye for now, talk later"),
    ("affirm", "leres pak, nggih mekaten"),
    ("deny", "sanes kitu pak"),
    ("talk_to_officer", "can i speak with a real person please"),
    ("ask_case_status", "laporanku wingi wis tekan ngendi yo"),
    ("ask_requirements", "umur sabaraha minimal lamun hayang digawe di hongkong"),
    ("ask_documents", "what papers do i have to prepare before going abroad"),
    ("ask_registration_steps", "piye carane ndaftar dadi tki sing resmi"),
    ("ask_costs", "sabaraha ongkos kanggo indit ka korea"),
    ("ask_vacancies", "ono lowongan ning pabrik jepang ora mas"),
    ("check_agency", "is this agency in jakarta registered or not"),
    ("ask_training", "les basa jepang suwene pirang wulan"),
    ("ask_passport_visa", "kumaha carana ngadamel paspor anyar"),
    ("ask_rights", "do i get a day off every sunday in hong kong"),
    ("ask_change_employer", "can i move to another employer before my contract ends"),
    ("report_unpaid_wages", "upahku telung sasi ora diwenehake juragan"),
    ("report_unpaid_wages", "geus opat bulan kuring digawe can narima gajih"),
    ("report_overcharging", "agency deducts half of my wage for seven months"),
    ("report_documents_withheld", "ktp karo pasporku digawa agen ora dibalekno"),
    ("report_working_conditions", "unggal poe digawe ti subuh nepi ka tengah peuting"),
    ("report_violence", "bendarane seneng njewer lan nendang aku"),
    ("report_sexual_violence", "dunungan lalaki sok nyabak awak kuring"),
    ("report_lost_contact", "bojoku neng arab wis setengah taun ora iso dihubungi"),
    ("report_want_home", "abdi hoyong mulang ka lembur, tos teu kiat"),
    ("report_death", "my brother died in malaysia, how can we bring his body home"),
    ("report_detained_or_deported", "adhiku dicekel polisi malaysia"),
    ("report_undocumented", "my visa expired and i have no papers"),
    ("report_family_matter", "salaki kuring kawin deui basa kuring di arab"),
    ("ask_remittance", "cheapest way to send money to my mother"),
    ("ask_business", "kuring hayang muka warung, aya bantuan modal teu"),
    ("ask_service_desk", "kantor pelayanane ning balai desa buka jam piro"),
    ("ask_hotline", "what is the embassy phone number in kuala lumpur"),
    ("ask_complaint_process", "what happens after i report my boss"),
)
"""Some more in Javanese, Sundanese and English."""


def test_the_table_is_complete() -> None:
    """Each intent has its row."""
    assert [intent for intent, _ in TABLE] == list(INTENTS)


def test_nobody_taught_these(nlu: Path, ear: Builtin) -> None:
    """None of the sentences stands under nlu/, not even in other spelling."""
    corpus = read_corpus(nlu)
    taught = {ear.normaliser(sentence.text) for sentence in (*corpus.sentences, *corpus.dangers)}

    assert [text for _, text in (*TABLE, *OTHERS) if ear.normaliser(text) in taught] == []


@pytest.mark.parametrize(("intent", "message"), [*TABLE, *OTHERS])
def test_recognised(ear: Builtin, intent: str, message: str) -> None:
    """The intent is recognised, and is the likeliest also before strange messages are turned away."""
    found = ear.parse(message)

    assert found.intent == intent
    assert found.ranking[0][0] == intent
