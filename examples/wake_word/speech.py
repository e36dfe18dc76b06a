# SPDX-License-Identifier: BSL-1.0
"""What train.py has instead of recordings: streams of speech by espeak-ng (Debian's package), in rooms, with noise."""
import io
import shutil
import subprocess
import sys
import wave

import numpy as np

RATE, WAKE_WORD = 16000, "okay robot"
LANGUAGES = ("en-us", "en-gb", "en-gb-scotland", "en-gb-x-rp", "en-gb-x-gbcwmd", "en-029", "en-us-nyc")
VOICES = ("m1", "m2", "m3", "m4", "m7", "f1", "f2", "f4", "klatt", "klatt2", "klatt4", "Alex", "Andy", "Annie", "Gene",
          "Jacky", "Lee", "Mario", "Michael", "belinda", "boris", "caleb", "david", "ed", "linda", "max", "paul", "rob",
          "steph", "steph2", "travis", "victor", "zac", "anika", "grandpa", "aunty", "iven", "marcelo", "quincy")
STRANGERS = ("m5", "m6", "m8", "f3", "f5", "klatt3", "Andrea", "Denis", "Hugo", "john", "miguel", "pedro", "edward",
             "robert", "steph3", "norbert", "sandro", "shelby", "grandma", "Storm")  # only the test hears them
ALIKE = ("okay", "robot", "okay rabbit", "okay robin", "hey robot", "a robot", "okay Robert", "oh gay ribbon",
         "the robot", "okay row", "play robot", "okay bought", "old robot", "okay ro", "obey robots", "may rob it",
         "today robot", "okay", "okay then", "okay let's go", "robot arm", "broke a robot", "okay remote", "decay",
         "row boat")
WORDS = """time water people light music kitchen turn on off the a of and to in is that it was for you he she they we at
    this have from or had by not but what all were when there can said which do how if will up other about out many
    then them these so some her would make like him into has look two more write go see number no way could my than
    first been call who oil its now find long down day did get come made may part over new sound take only little work
    know place year live me back give most very after thing our just name good sentence man think say great where help
    through much before line right too mean old any same tell boy follow came want show also around form three small
    set put end does another well large must big even such because turn here why ask went men read need land different
    home us move try kind hand picture again change spell air away animal house point page letter mother answer found
    study still learn should america world morning weather tomorrow window coffee table radio open close stop start
    volume louder seven eight nine ten hundred monday friday bicycle garden telephone computer okay yesterday""".split()


def need_program():
    if not shutil.which("espeak-ng"):
        sys.exit("there is no espeak-ng, by which the words are said; install Debian's package espeak-ng")


def say(random, text, voices):
    """Samples of about 1, without silence at both ends."""
    voice = f"{random.choice(LANGUAGES)}+{random.choice(voices)}"
    pitch, speed = random.integers(20, 80), random.integers(120, 220)
    done = subprocess.run(["espeak-ng", "-v", voice, "-p", str(pitch), "-s", str(speed), "--stdout", text], check=True,
                          capture_output=True)
    with wave.open(io.BytesIO(done.stdout)) as file:
        rate = file.getframerate()
    samples = np.frombuffer(done.stdout[44:], np.int16).astype(np.float64)
    samples = resampled(samples, rate * random.uniform(0.94, 1.06))
    loud = np.flatnonzero(np.abs(samples) > 0.02 * np.abs(samples).max())
    samples = samples[loud[0]:loud[-1] + 1]
    return samples / np.sqrt(np.mean(samples**2))


def resampled(samples, rate):
    """By its spectrum."""
    count = int(len(samples) * RATE / rate)
    spectrum = np.fft.rfft(samples)
    return np.fft.irfft(np.pad(spectrum, (0, count))[:count // 2 + 1], count)


def in_room(random, samples):
    """Most rooms answer; the end of the word stays where it is."""
    seconds = random.uniform(0.05, 0.4)
    echo = random.normal(0, 1, int(seconds * RATE)) * np.exp(-6.9 * np.arange(int(seconds * RATE)) / RATE / seconds)
    echo[0] = np.sqrt((echo**2).sum()) * random.uniform(0.3, 3)
    size = 1 << int(np.ceil(np.log2(len(samples) + len(echo))))
    wet = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(echo, size), size)[:len(samples) + len(echo) - 1]
    return wet / np.sqrt((echo**2).sum())


def noise(random, count):
    """Of a colour: from white to brown; sometimes with a hum."""
    spectrum = np.fft.rfft(random.normal(0, 1, count))
    hz = np.fft.rfftfreq(count, 1 / RATE) + 20
    samples = np.fft.irfft(spectrum * hz**-random.uniform(0, 1), count)
    samples /= samples.std()
    if random.random() < 0.3:
        samples += 2 * np.sin(2 * np.pi * random.choice([50, 60, 100, 120, 440]) * np.arange(count) / RATE)
    return samples


def phrase(random, alike):
    if random.random() < alike:
        return str(random.choice(ALIKE))
    return " ".join(random.choice(WORDS, random.integers(1, 6)))


def stream(random, voices, words, phrases, alike=0.35, quiet=False):
    """int16, and at which samples a wake word ends: so many of them among so many other phrases, with gaps. Of those a
    part sounds `alike`."""
    parts, ends, place = [], [], 0
    for is_word in random.permutation(np.arange(words + phrases) < words):
        text = WAKE_WORD + random.choice(["", "!", "?", "."]) if is_word else phrase(random, alike)
        samples = say(random, text, voices)
        gap = int(RATE * random.uniform(0.3, 1.2))
        end = gap + len(samples)
        wet = in_room(random, samples) if random.random() < 0.7 else samples
        part = np.zeros(max(end, gap + len(wet)) + RATE // 10)
        part[gap:gap + len(wet)] = wet
        loudness = 10**random.uniform(2.4, 3.6)
        below = 10**(-random.uniform(20 if quiet else 3, 40) / 20)
        part = loudness * (part + below * noise(random, len(part)))
        if is_word:
            ends.append(place + end)
        parts.append(part), (place := place + len(part))
    samples = np.concatenate(parts)
    return np.clip(np.round(samples), -32768, 32767).astype(np.int16), np.array(ends)
