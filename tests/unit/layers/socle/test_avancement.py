"""layers/socle/avancement.py : ce qui se dit pendant un téléchargement."""

from layers.socle.avancement import Progress, duration, in_megabytes


def test_progress_says_share_and_time_left_every_two_seconds():
    moments = iter([0.0, 1.0, 2.0, 3.0, 4.0])
    said: list[str] = []
    progress = Progress(0, 50_000_000, said.append, clock=lambda: next(moments))
    for received in (5_000_000, 10_000_000, 12_000_000, 20_000_000):
        progress.tell(received)
    assert said == ["    10,0 Mo sur 50,0 Mo (20 %), reste 8 s", "    20,0 Mo sur 50,0 Mo (40 %), reste 6 s"]


def test_a_resumed_transfer_counts_its_speed_from_where_it_resumed():
    moments = iter([0.0, 10.0])
    said: list[str] = []
    Progress(40_000_000, 50_000_000, said.append, clock=lambda: next(moments)).tell(45_000_000)
    assert said == ["    repris à 40,0 Mo", "    45,0 Mo sur 50,0 Mo (90 %), reste 10 s"]


def test_a_transfer_of_unknown_size_says_only_what_came():
    moments = iter([0.0, 2.0])
    said: list[str] = []
    Progress(0, 0, said.append, clock=lambda: next(moments)).tell(1_234_567)
    assert said == ["    1,2 Mo reçus"]


def test_sizes():
    assert [in_megabytes(size) for size in (999, 100_000, 12_345_678)] == ["999 octets", "0,1 Mo", "12,3 Mo"]


def test_durations():
    assert [duration(seconds) for seconds in (0, 59.6, 99, 150, 1800)] == ["0 s", "60 s", "99 s", "2 min", "30 min"]
