"""How well names are found that nobody listed, by where they come from; and how fast.

    python benchmarks/names.py                                            recall, spread, precision, letters a second
    python benchmarks/names.py --presidio-python PATH --model NAME        Presidio's beside ours, on the same sentences in one run

The names are ordinary given and family names of each origin, put together by chance and put into sentences as chronologies
have them. No name is on a people list here. A name counts as found when every letter of it is covered.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, TypedDict

from keepsight.model import People
from keepsight.people import forms_of
from keepsight.people.finding import find_in_texts

PRESIDIO = Path(__file__).with_name("names_presidio.py")
ORIGINS: dict[str, tuple[str, str]] = {
    "English": ("Oliver Charlotte George Emily Harriet Edward Lucy Thomas Alice Henry Beatrice Simon", "Ashworth Bradshaw Hargreaves Wilkinson Thornton Fairbanks Whitaker Pemberton Lockwood Blackburn Cartwright Dawson"),
    "Welsh": ("Rhys Angharad Owain Ffion Gethin Catrin Iestyn Lowri Emyr Siân Dafydd Mali", "Llewelyn Prydderch Gwilym Bevan Cadwaladr Prosser Tudur Penry Meredith Gruffydd Eynon Vaughan"),
    "Scottish": ("Hamish Eilidh Callum Catriona Fergus Isla Struan Mairi Lachlan Kirsty Gregor Morag", "MacDonald Abercrombie Buchanan McAllister Drummond Sutherland McIntyre Urquhart Kinnaird Galbraith MacLeod Farquharson"),
    "Irish": ("Aoife Cillian Niamh Oisín Saoirse Ronan Gráinne Declan Caoimhe Tadhg Orla Fionn", "O'Sullivan Gallagher O'Rourke Brennan McCarthy Fitzgerald Doherty O'Connell Mulligan Kavanagh Donnelly Ó Briain"),
    "Traveller": ("Margaret Bernard Winifred Simey Paddy Kathleen Jimmy-Joe Bridget Martin-Tom Philomena Miley Nora", "Connors Maughan McDonagh Sweeney Mongan Stokes Cawley Collins Delaney Quilligan O'Driscoll Joyce"),
    "Polish": ("Agnieszka Krzysztof Małgorzata Tomasz Zuzanna Wojciech Katarzyna Jakub Magdalena Paweł Oliwia Szymon", "Kowalczyk Wójcik Zieliński Lewandowska Szczepański Dąbrowska Woźniak Grabowski Mazur Krawczyk Jabłoński Nowak"),
    "Romanian": ("Andreea Mihai Ionela Răzvan Cristina Bogdan Ștefania Vlad Roxana Cătălin Mirela Dragoș", "Popescu Ionescu Dumitru Stoica Munteanu Țurcanu Constantinescu Gheorghiu Moldovan Ciobanu Bălan Lăcătuș"),
    "Roma": ("Florin Esmeralda Ramona Gheza Marcela Vasil Elvis Zora Ludovit Sidonia Rupa Tibor", "Lakatos Horváth Balogh Kotlár Cerveňák Dunka Bartoš Pušková Gabor Sztojka Rostas Žiga"),
    "Nigerian": ("Oluwaseun Chidinma Emeka Adaeze Babatunde Ngozi Tunde Ifeoma Chukwudi Folake Obinna Aisha", "Adeyemi Okonkwo Balogun Nwosu Olatunji Eze Abubakar Okafor Adebayo Onyekachi Ogundipe Ibekwe"),
    "Somali": ("Abdi Hodan Ayaan Warsame Ifrah Mahad Sahra Liban Fowsiyo Guled Nimco Yahye", "Abdullahi Hussein Jama Farah Osman Cabdi Guleed Mohamud Ismail Dirie Egal Xasan"),
    "Arabic": ("Ahmed Fatima Youssef Layla Omar Noor Khalid Mariam Tariq Zaynab Bilal Huda", "al-Hassan Haddad El-Sayed Nasser Mansour Khoury al-Masri Darwish Hamdan Shaheen Abdelrahman Saleh"),
    "Kurdish": ("Rojin Baran Dilan Azad Berivan Serhat Zilan Hejar Newroz Kawa Shilan Rebin", "Barzani Demirtaş Karim Zebari Öcalan Rasool Bayık Mahmoud Şengül Aziz Hawrami Talabani"),
    "Turkish": ("Elif Mehmet Ayşe Mustafa Zeynep Emre Gülsüm Hakan Şebnem Burak Çiğdem Onur", "Yılmaz Kaya Demir Çelik Şahin Öztürk Aydın Arslan Doğan Kılıç Güneş Korkmaz"),
    "Afghan": ("Zabihullah Farzana Najibullah Shabnam Esmatullah Parwana Hamidullah Freshta Sharifullah Zarghuna Samiullah Laila", "Noorzai Ahmadzai Stanekzai Popalzai Hotak Sherzai Wardak Rahimi Barakzai Safi Amiri Yousafzai"),
    "Pakistani": ("Muhammad Ayesha Hamza Zainab Usman Sadia Bilal Nadia Imran Rukhsana Faisal Mehwish", "Hussain Iqbal Mahmood Chaudhry Akhtar Malik Qureshi Shah Khan Mirza Rehman Siddiqui"),
    "Bengali": ("Rahim Nasima Shafiq Taslima Jahangir Rupali Mizanur Farida Kamrul Shirin Anwar Moushumi", "Begum Miah Choudhury Uddin Khatun Sarkar Rahman Biswas Haque Talukdar Ullah Mukherjee"),
    "Indian": ("Priya Arjun Lakshmi Rohan Gurpreet Ananya Harjit Deepika Vikram Simran Rajesh Kavita", "Patel Singh Kaur Sharma Reddy Nair Iyer Gupta Dhaliwal Krishnan Desai Banerjee"),
    "Chinese": ("Xiaoming Meiling Jian Yuchen Lihua Zhiwei Xinyi Haoran Yan Jiahui Weiming Qiuyue", "Wang Zhang Huang Zhou Xu Chen Zheng Liang Guo Ouyang Deng Xiao"),
    "Vietnamese": ("Thị Lan Văn Hùng Ngọc Minh Thùy Đức Hương Quốc Bảo Linh", "Nguyễn Trần Phạm Hoàng Vũ Đặng Bùi Đỗ Ngô Dương Lý Phan"),
    "Ukrainian": ("Oksana Dmytro Svitlana Bohdan Olena Taras Nadiya Mykola Yaryna Vasyl Halyna Ostap", "Shevchenko Kovalenko Bondarenko Tkachuk Melnyk Lysenko Kravchuk Petrenko Hrytsenko Savchuk Marchenko Zelenko"),
    "Portuguese": ("João Beatriz Tiago Inês Rui Conceição Afonso Mafalda Nuno Leonor Gonçalo Fátima", "da Silva Ferreira Carvalho dos Santos Teixeira Gonçalves Pinto Magalhães Correia Nóbrega Fernandes Queirós"),
    "Caribbean": ("Delroy Shanice Winston Keisha Tyrone Marcia Leroy Shaquille Yolanda Desmond Latoya Jermaine", "Campbell Brathwaite Gayle Cumberbatch Bramwell Pinnock Morrison Henriques Barrett Goulbourne Beckford Lashley"),
}  # fmt: skip
SENTENCES = (
    "Rang {full} about the missed appointment.",
    "{full} was not brought to the clinic.",
    "Told by {given} that all was well at home.",
    "Seen with {full} outside the shop. No concerns.",
    "{given}'s mother did not open the door.",
    "Spoke to Mrs {family} at the gate.",
    "Mother and {given} argued; {given} left on foot.",
    "Letter from Dr {family} received, filed.",
    "{initial} {family} attended for the school.",
    "Home visit by {initial}. {family}, nobody in.",
    "Stopped with {given} {shouted} near the station.",
    "Two adults named as {full} and a cousin.",
    "PC 4417 {family} took the report.",
    "Says that {given} and his friends hit him.",
    "Staying at the address of {full} since Friday.",
    "Police told that {family} had been released.",
    "Referral made. {given} not seen alone.",
    "She said “{given} looks after me”.",
    "Child (with {full}) in reception at 10:15.",
    "Uncle {given} collected from nursery.",
)
ROUNDS = 12


class Figures(TypedDict):
    """Shares between 0 and 1; `recall` for each origin."""

    recall: dict[str, float]
    pooled: float
    spread: float
    precision: float


def sentences() -> list[tuple[str, str, list[tuple[int, int]]]]:
    """Origin, sentence and the places of the names in it; always the same."""
    chance = random.Random(20240229)
    made = []
    for origin, (given, family) in ORIGINS.items():
        families = re.findall(r"(?:da |dos |Ó )?\S+", family)
        for number in range(ROUNDS):
            for template in SENTENCES:
                first, last = chance.choice(given.split()), chance.choice(families)
                text, spans = "", []
                words = {
                    "full": f"{first} {last}",
                    "given": first,
                    "family": last,
                    "initial": first[0],
                    "shouted": last.upper(),
                }
                for part in re.split(r"(\{\w+\})", template):
                    if part[:1] == "{":
                        spans.append((len(text), len(text) + len(words[part[1:-1]])))
                        part = words[part[1:-1]]
                    text += part
                made.append((origin, f"{text} Entry {number + 1}.", spans))
    return made


def figures(masks: list[list[tuple[int, int]]]) -> Figures:
    """Recall for each origin, the spread between the best and the worst, and the share of masked letters inside names."""
    found: dict[str, list[int]] = {}
    right = wrong = 0
    for (origin, text, spans), mask in zip(sentences(), masks, strict=True):
        covered = {i for a, b in mask for i in range(a, b)}
        for a, b in spans:
            hit = all(i in covered or not text[i].isalnum() for i in range(a, b))
            found.setdefault(origin, []).append(hit)
        inside = {i for a, b in spans for i in range(a, b)}
        right += len(covered & inside)
        wrong += sum(text[i].isalnum() for i in covered - inside if not _title(text, i))
    recall = {origin: round(sum(hits) / len(hits), 4) for origin, hits in found.items()}
    every = [hit for hits in found.values() for hit in hits]
    return Figures(
        recall=recall,
        pooled=round(sum(every) / len(every), 4),
        spread=round(max(recall.values()) - min(recall.values()), 4),
        precision=round(right / (right + wrong), 4),
    )


def _title(text: str, at: int) -> bool:
    return any(m.start() <= at < m.end() for m in re.finditer(r"Mrs|Dr|PC 4417|Uncle", text))


def main() -> None:
    parser = argparse.ArgumentParser(description="How well and how fast names are found that nobody listed.")
    parser.add_argument("--presidio-python", help="a Python that has presidio-analyzer and the spaCy model")
    parser.add_argument("--model", default="en_core_web_lg", help="name or folder of the spaCy model for Presidio")
    asked = parser.parse_args()
    texts = [text for _, text, _ in sentences()]
    forms = forms_of(People())
    find_in_texts(texts[:10], forms)
    start = time.perf_counter()
    masks = [[(f.start, f.end) for f in spans] for spans in find_in_texts(texts, forms)]
    speed = sum(map(len, texts)) / (time.perf_counter() - start)
    alone = [[(f.start, f.end) for f in find_in_texts([text], forms)[0]] for text in texts]
    print("ours    ", said(figures(masks), speed), f"  each sentence alone: recall {figures(alone)['pooled']:.3f}")
    if asked.presidio_python:
        other = presidio(texts, asked.presidio_python, asked.model)
        print("Presidio", said(figures(other["masks"]), other["characters_a_second"]), f"  model {asked.model}")
        print(f"ours is {speed / other['characters_a_second']:.0f} times as fast on the same sentences in the same run")


def said(found: Figures, speed: float) -> str:
    worst = min(found["recall"], key=lambda origin: found["recall"][origin])
    return (
        f"recall {found['pooled']:.3f}  spread {found['spread']:.3f} (least: {worst})  precision {found['precision']:.3f}  "
        f"{speed:,.0f} letters a second"
    )


def presidio(texts: list[str], python: str, model: str) -> dict[str, Any]:
    """What Presidio masks in the same texts, in a process of its own Python."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "texts.json", Path(folder) / "masks.json"
        source.write_text(json.dumps(texts, ensure_ascii=False), "utf-8")
        subprocess.run([python, str(PRESIDIO), str(source), str(target), model], check=True, stderr=subprocess.DEVNULL)
        return dict(json.loads(target.read_text("utf-8")))


if __name__ == "__main__":
    main()
