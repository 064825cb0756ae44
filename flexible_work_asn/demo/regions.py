"""The other four regions of the demonstration: small governments with units as theirs are called. All people are
invented, positions are approximate."""

#: unit: (key, name, kind of service, number of employees besides the head); the first one's head is the login
#: ``kepala_REGION``, its first employee ``pegawai_REGION``; the second unit is the BKPSDM
REGIONS = {
    "bolsel": {
        "name": "Pemerintah Kabupaten Bolaang Mongondow Selatan",
        "city": "Molibagu",
        "state": "base.state_id_sa",
        "position": (0.3880, 123.9870),
        "template": "template_bolsel",
        "number": "100.3.4.2/1/SE/2026",
        "date_issued": "2026-01-05",
        "date_from": "2026-01-12",
        "executive": "Bupati Bolaang Mongondow Selatan",
        "units": [
            ("kominfo", "Dinas Komunikasi dan Informatika", "general", 4),
            ("bkpsdm", "Badan Kepegawaian dan Pengembangan SDM", "general", 2),
            ("bappeda", "Badan Perencanaan Pembangunan Daerah", "general", 3),
            ("dukcapil", "Dinas Kependudukan dan Pencatatan Sipil", "civil_registration", 3),
            ("rsud", "RSUD Bolaang Mongondow Selatan", "health", 4),
            ("dpmptsp", "Dinas Penanaman Modal dan PTSP", "licensing", 2),
        ],
    },
    "kutim": {
        "name": "Pemerintah Kabupaten Kutai Timur",
        "city": "Sangatta",
        "state": "base.state_id_ki",
        "position": (0.5050, 117.5390),
        "template": "template_kutim",
        "executive": "Bupati Kutai Timur",
        "units": [
            ("kominfo", "Dinas Komunikasi, Informatika, Statistik dan Persandian", "general", 4),
            ("bkpsdm", "Badan Kepegawaian dan Pengembangan SDM", "general", 2),
            ("prokopim", "Bagian Protokol dan Komunikasi Pimpinan", "general", 3),
            ("dukcapil", "Dinas Kependudukan dan Pencatatan Sipil", "civil_registration", 3),
            ("satpol", "Satuan Polisi Pamong Praja", "public_order", 3),
        ],
    },
    "bolmong": {
        "name": "Pemerintah Kabupaten Bolaang Mongondow",
        "city": "Lolak",
        "state": "base.state_id_sa",
        "position": (0.8960, 124.0290),
        "template": "template_bolmong_paten",
        "number": "100.3.4.2/2/SE/2026",
        "date_issued": "2026-01-16",
        "date_from": "2026-01-19",
        "executive": "Bupati Bolaang Mongondow",
        "units": [
            ("pmd", "Dinas Pemberdayaan Masyarakat dan Desa", "general", 5),
            ("bkpsdm", "Badan Kepegawaian dan Pengembangan SDM", "general", 2),
            ("lolak", "Kecamatan Lolak", "district", 3),
            ("dumoga", "Kecamatan Dumoga", "district", 2),
            ("dukcapil", "Dinas Kependudukan dan Pencatatan Sipil", "civil_registration", 3),
        ],
    },
    "pohuwato": {
        "name": "Pemerintah Kabupaten Pohuwato",
        "city": "Marisa",
        "state": "base.state_id_go",
        "position": (0.4720, 121.9400),
        "template": "central_se_mendagri_3349_2026",
        "number": "100.3.4.2/3/SE/2026",
        "date_issued": "2026-04-01",
        "date_from": "2026-04-01",
        "executive": "Bupati Pohuwato",
        "units": [
            ("organisasi", "Bagian Organisasi", "general", 4),
            ("bkpsdm", "Badan Kepegawaian dan Pengembangan SDM", "general", 2),
            ("kominfo", "Dinas Komunikasi, Informatika dan Statistik", "general", 3),
            ("dukcapil", "Dinas Kependudukan dan Pencatatan Sipil", "civil_registration", 2),
            ("dinkes", "Dinas Kesehatan", "health", 3),
        ],
    },
}
#: roles that have a login in each region: ROLE_REGION, the password is the login
ROLES = {"pegawai": "employee", "kepala": "head", "bkpsdm": "bkpsdm", "bupati": "executive"}
LOGINS = tuple(f"{role}_{region}" for region in REGIONS for role in ROLES)

GIVEN = {
    "male": ("Rahmat", "Fadli", "Arman", "Hendra", "Irwan", "Taufik", "Yusuf", "Darwis", "Ilham", "Gunawan", "Rizal"),
    "female": ("Sri", "Nurhayati", "Meyske", "Fatmah", "Wulan", "Ratna", "Yulianti", "Salma", "Dewi", "Hasna", "Indah"),
}
FAMILY = ("Molanggo", "Paputari", "Tuluwa", "Bahsoana", "Kantole", "Mangopara", "Gobelima", "Datusari", "Lamakale")


def person(region, number):
    """``(name, NIP, sex)`` of an invented person, the same at each call; no two of all regions are alike."""
    place = list(REGIONS).index(region)
    sex = ("male", "female")[number % 2]
    given = GIVEN[sex][(number // 2 + 3 * place) % len(GIVEN[sex])]
    family = FAMILY[(number * 4 + place + number // len(FAMILY)) % len(FAMILY)]
    year = 1972 + (number * 7 + place) % 24
    birth = f"{year}{number % 12 + 1:02}{place * 6 + number % 6 + 1:02}"
    nip = f"{birth}{year + 25}03{1 if sex == 'male' else 2}00{place + 1}"
    return f"{given} {family}", nip, sex
