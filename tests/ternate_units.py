"""The units of a city like Ternate: about sixty OPD with their sub-units.

Names and the tree follow the published structure of Kota Ternate (dinas, badan, the eight kecamatan with their
kelurahan, puskesmas, schools). Which of them may work flexibly follows from the kind of service alone; the few
``included`` and ``exempt`` marks are carve-outs such as BKPSDM grants them: a secretariat of an exempt office that does
no direct service, a market inside an office that is otherwise administrative.
"""

from dataclasses import dataclass

# Kinds of service, by code: (name, exempt from work outside the office). The exempt ones are those of the article.
CATEGORIES = {
    "health": ("Kesehatan", True),
    "education": ("Pendidikan", True),
    "infrastructure": ("Infrastruktur dasar", True),
    "waste": ("Persampahan", True),
    "civil_registration": ("Kependudukan dan Catatan Sipil", True),
    "district": ("Kecamatan", True),
    "village": ("Kelurahan", True),
    "public_order": ("Ketertiban umum dan perlindungan masyarakat", True),
    "fire": ("Pemadam kebakaran", True),
    "disaster": ("Penanggulangan bencana", True),
    "licensing": ("Perizinan", True),
    "revenue": ("Pendapatan daerah", True),
    "economic_centre": ("Sentra ekonomi", True),
    "administration": ("Administrasi pemerintahan", False),
}

DISTRICTS = {
    "Pulau Ternate": "Afe Taduma, Dorpedu, Foramadiahi, Jambula, Kastela, Rua",
    "Ternate Selatan": "Bastiong Karance, Bastiong Talangame, Fitu, Gambesi, Jati, Kalumata, Mangga Dua, Ngade, Sasa",
    "Ternate Utara": "Akehuda, Dufa-Dufa, Kasturian, Sangaji, Soa, Soa-Sio, Tabam, Toboleu, Tubo",
    "Ternate Tengah": "Gamalama, Kalumpang, Kampung Pisang, Makassar Barat, Makassar Timur, Salahudin, Santiong, Soasa",
    "Ternate Barat": "Bula, Kulaba, Loto, Sulamadaha, Takome, Togafo",
    "Moti": "Figur, Moti Kota, Tadenas, Takofi",
    "Pulau Batang Dua": "Bido, Lelewi, Mayau, Tifure",
    "Pulau Hiri": "Dorari Isa, Faudu, Mado, Tafraka",
}
HEALTH_CENTRES = "Kalumata, Kalumpang, Gambesi, Siko, Jambula, Sulamadaha, Bahari Berkesan, Kota, Moti, Mayau, Hiri"
BUREAUS = (
    "Pemerintahan, Hukum, Organisasi, Umum, Ekonomi dan Pembangunan, Kesejahteraan Rakyat, Pengadaan Barang dan Jasa, "
    "Protokol dan Komunikasi Pimpinan, Administrasi Pembangunan, Kerja Sama"
)
# (name, kind of service or None, UPTD or similar below it, weight: its share of the staff)
OFFICES = (
    ("Dinas Pendidikan", "education", (), 60),
    ("Dinas Kesehatan", "health", (), 70),
    ("Dinas Pekerjaan Umum dan Penataan Ruang", "infrastructure", ("UPTD Alat Berat",), 90),
    ("Dinas Perumahan dan Kawasan Permukiman", "infrastructure", (), 60),
    ("Dinas Lingkungan Hidup", "waste", ("UPTD TPA Buku Deru-Deru",), 110),
    ("Dinas Kependudukan dan Pencatatan Sipil", "civil_registration", (), 60),
    ("Dinas Penanaman Modal dan PTSP", "licensing", (), 50),
    ("Dinas Pemadam Kebakaran dan Penyelamatan", "fire", ("Regu Pemadam",), 80),
    ("Satuan Polisi Pamong Praja", "public_order", ("Regu Patroli",), 130),
    ("Badan Penanggulangan Bencana Daerah", "disaster", ("Pusdalops",), 50),
    ("Badan Pengelolaan Pajak dan Retribusi Daerah", "revenue", (), 70),
    ("Badan Pengelolaan Keuangan dan Aset Daerah", "administration", (), 90),
    ("Badan Perencanaan Pembangunan Daerah", "administration", (), 60),
    ("Badan Kepegawaian dan Pengembangan SDM", "administration", (), 60),
    ("Badan Kesatuan Bangsa dan Politik", None, (), 45),
    ("Badan Riset dan Inovasi Daerah", None, (), 40),
    ("Inspektorat", "administration", (), 70),
    ("Sekretariat DPRD", "administration", (), 70),
    ("Dinas Sosial", "administration", ("UPTD Rumah Singgah",), 55),
    ("Dinas Tenaga Kerja", None, ("UPTD Balai Latihan Kerja",), 50),
    ("Dinas Perhubungan", "administration", ("UPTD Pelabuhan",), 90),
    ("Dinas Komunikasi Informatika dan Persandian", "administration", (), 55),
    ("Dinas Koperasi dan UKM", "administration", (), 45),
    ("Dinas Perindustrian dan Perdagangan", "administration", ("UPTD Pasar Gamalama",), 80),
    ("Dinas Pariwisata", None, ("UPTD Taman Nukila",), 50),
    ("Dinas Kebudayaan", None, (), 40),
    ("Dinas Kepemudaan dan Olahraga", None, (), 45),
    ("Dinas Perpustakaan dan Kearsipan", "administration", (), 50),
    ("Dinas Pertanian", "administration", ("UPTD Rumah Potong Hewan",), 60),
    ("Dinas Kelautan dan Perikanan", "administration", ("UPTD Pangkalan Pendaratan Ikan",), 60),
    ("Dinas Ketahanan Pangan", None, (), 45),
    ("Dinas Pengendalian Penduduk dan KB", "administration", (), 50),
    ("Dinas Pemberdayaan Perempuan dan Perlindungan Anak", None, (), 45),
    ("Dinas Pemberdayaan Masyarakat", None, (), 40),
)


@dataclass(frozen=True)
class Unit:
    """A unit of the city. ``key`` is its own name in the data, ``parent`` the key of the unit above."""

    key: str
    name: str
    parent: str | None
    is_opd: bool = False
    category: str | None = None
    exempt: str = "inherit"  # inherit / exempt / included: what BKPSDM set for this very unit
    head: str = "pengawas"  # position level of whoever leads it
    weight: int = 10
    calendar: str = "five"


class _Tree:
    def __init__(self):
        self.units = {}

    def add(self, key, name, parent, **values):
        self.units[key] = Unit(key, name, parent, **values)
        return key


def _office(tree, name, category, branches, weight):
    """An ordinary dinas or badan: secretariat with two sub-divisions, three divisions, perhaps an UPTD."""
    office = tree.add(name, name, "kota", is_opd=True, category=category, head="jpt_pratama", weight=4)
    exempt_office = CATEGORIES.get(category, ("", False))[1]
    secretariat = tree.add(
        f"{name}/sek",
        f"Sekretariat {name}",
        office,
        head="administrator",
        weight=weight // 5,
        # Half of the exempt offices had their secretariat carved out: papers can be written at home.
        exempt="included" if exempt_office and len(name) % 2 else "inherit",
    )
    for part in ("Umum dan Kepegawaian", "Keuangan"):
        tree.add(f"{name}/sek/{part}", f"Subbagian {part} {name}", secretariat, weight=weight // 12)
    for number in (1, 2, 3):
        tree.add(f"{name}/bid{number}", f"Bidang {number} {name}", office, head="administrator", weight=weight // 5)
    for branch in branches:
        market = branch.startswith(("UPTD Pasar", "UPTD Pelabuhan", "UPTD Pangkalan"))
        tree.add(
            f"{name}/{branch}",
            branch,
            office,
            weight=weight // 4,
            category="economic_centre" if market else None,
            exempt="exempt" if branch in ("UPTD Rumah Singgah", "UPTD Rumah Potong Hewan") else "inherit",
            calendar="round" if branch.startswith(("Regu", "Pusdalops")) else "six" if market else "five",
        )


def ternate_units():
    """Return {key: Unit}, parents before children."""
    tree = _Tree()
    tree.add("kota", "Pemerintah Kota Ternate", None, weight=0, head="")
    setda = tree.add(
        "setda", "Sekretariat Daerah", "kota", is_opd=True, category="administration", head="jpt_pratama", weight=12
    )
    for bureau in BUREAUS.split(", "):
        # A bagian reports by itself although it lies below the Sekretariat Daerah, itself an OPD.
        key = tree.add(f"setda/{bureau}", f"Bagian {bureau}", setda, is_opd=True, head="administrator", weight=18)
        tree.add(f"{key}/sub", f"Subbagian Tata Usaha {bureau}", key, weight=6)
    for name, category, branches, weight in OFFICES:
        _office(tree, name, category, branches, weight)
    hospital = tree.add(
        "rsud", "RSUD Kota Ternate", "Dinas Kesehatan", is_opd=True, head="administrator", weight=60, calendar="round"
    )
    tree.add("rsud/tu", "Bagian Tata Usaha RSUD", hospital, exempt="included", head="pengawas", weight=15)
    for name in HEALTH_CENTRES.split(", "):
        tree.add(f"pkm/{name}", f"Puskesmas {name}", "Dinas Kesehatan", head="fungsional", weight=30, calendar="six")
    for number in range(1, 41):
        tree.add(
            f"sd/{number}", f"SD Negeri {number}", "Dinas Pendidikan", head="fungsional", weight=16, calendar="six"
        )
    for number in range(1, 13):
        tree.add(
            f"smp/{number}",
            f"SMP Negeri {number}",
            "Dinas Pendidikan",
            head="fungsional",
            weight=25,
            calendar="six" if number % 2 else "five",
        )
    for district, villages in DISTRICTS.items():
        key = tree.add(
            f"kec/{district}",
            f"Kecamatan {district}",
            "kota",
            is_opd=True,
            category="district",
            head="camat",
            weight=15,
        )
        tree.add(
            f"{key}/sek",
            f"Sekretariat Kecamatan {district}",
            key,
            head="administrator",
            weight=8,
            exempt="included" if district == "Ternate Tengah" else "inherit",
        )
        for village in villages.split(", "):
            tree.add(f"kel/{village}", f"Kelurahan {village}", key, category="village", head="lurah", weight=8)
    for name in ("Rumah Sakit Pratama Moti", "Laboratorium Kesehatan Daerah"):
        tree.add(name, name, "Dinas Kesehatan", is_opd=True, category="health", head="administrator", weight=15)
    for name in ("Staf Ahli Wali Kota", "Sekretariat KORPRI"):
        tree.add(name, name, setda, is_opd=True, head="jpt_pratama" if "Ahli" in name else "administrator", weight=10)
    return tree.units
