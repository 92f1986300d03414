"""What the questions of each rule say of the record, in the plain words of a briefing.

Each text says what was recorded and then asks the network. `{Entries}` and `{entries}` stand for "three entries",
`{when}` for " between March and July 2020" or nothing, `{agency}` for the kind of service most of the entries are from.
No text names or labels anybody, and none says what happened: only what the record shows.
"""

from __future__ import annotations

from keepsight.model import Lens

PATTERNS: dict[str, str] = {
    "E1": (
        "{Entries} recorded{when} an adult, or someone clearly older, close to the child. No record made in time "
        "shows exploitation being considered, with reasons."
    ),
    "E2": (
        "{Entries} named an adult or older friend with no age recorded. Who is this, and what was it checked against?"
    ),
    "E3": (
        "{Entries} used words of friendship or romance for someone much older than the child. Do the words fit "
        "the ages and the power between them?"
    ),
    "E4": (
        "{Entries} described an adult as caring while the child got something from that adult. Would it be "
        "written if the genders were the other way round?"
    ),
    "E5": (
        "{Entries} recorded{when} that someone outside the family gave the child a roof, money, drugs, a phone or"
        " lifts. Was something being exchanged?"
    ),
    "E6": (
        "{Entries} recorded different signs of exploitation{when}, and no pathway was opened. Who saw them together?"
    ),
    "E7": (
        "{Entries} recorded the child as a suspect while there were signs of exploitation. How was it weighed "
        "that the child may be a victim?"
    ),
    "E8": "{Entries} recorded a referral or a tool as agreed. No record shows that it was done.",
    "E9": (
        "One kind of exploitation was followed up while signs of the other stood in {entries}. Were both considered?"
    ),
    "E10": (
        "{Entries} recorded anger, offending, drug use or absence as behaviour only. What might it have been saying?"
    ),
    "E11": "{Entries} used wording that may put the blame on the child. Would the network write it differently now?",
    "E12": "{Entries} recorded that the child saw no risk, and work closed soon after. Was that taken as proof?",
    "C1": (
        "{Entries} recorded{when} that the child was not brought or could not be seen. What was the impact on the"
        " child, and who followed up?"
    ),
    "C2": "A service closed after a missed appointment ({entries}). Who knew the child was no longer seen?",
    "C3": "{Entries} described engagement as good while many appointments were missed. What changed for the child?",
    "C4": "The child got to some services far more often than to others ({entries}). Why there and not here?",
    "C5": "Attendance rose before meetings and fell after them ({entries}). What was it like between meetings?",
    "C6": "Visits worked when they were announced and not when they were not ({entries}). What do the others show?",
    "C7": "The same action was agreed again and not done ({entries}). What stopped it?",
    "C8": (
        "Work was closed or stepped down{when} soon after a concern, or with actions open ({entries}). What "
        "evidence of change supported this?"
    ),
    "C9": (
        "{Entries} recorded the same kind of concern, and no challenge or escalation. Who disagreed, and where is"
        " it written?"
    ),
    "C10": "{Entries} were about the child without the child being seen alone. What did the child say when alone?",
    "C11": "{Entries} recorded a parent’s own troubles with no word on the child. What was this like for the child?",
    "C12": "{Entries} recorded different signs of unmet need, never taken together. Who added them up?",
    "C13": "An assessment drew on none of the history that was held ({entries}). What does the history add?",
    "R1": (
        "Most of the contact with the child{when} was recorded by one agency ({agency}). Who else should know "
        "this child?"
    ),
    "R2": "Much of the contact with the child{when} rested on one worker ({agency}). Who is the second person?",
    "R3": "Several tasks rested on the same worker ({agency}). What stops if this person is away?",
    "R4": "The worker with most contact was away ({entries}). Who saw the child in those days?",
    "R5": (
        "{Entries} recorded that the child trusted one adult above all. This bond protects. What is the plan when"
        " this worker moves on, and who supports the worker?"
    ),
    "R6": "No supervision is recorded for the main worker while things were hard ({entries}). Who held the worker?",
    "R7": "A service with a duty recorded no contact while concerns went on ({entries}). What was its part?",
    "R8": "The child’s worker changed and no handover is recorded ({entries}). How was the bond passed on?",
    "R9": "What the child told one worker was not recorded as shared in time ({entries}). Who else needed to know?",
    "T1": "{Entries} recorded hard events of different kinds close together{when}. Who joined these up?",
    "T2": (
        "Four or more kinds of adversity were recorded within a year ({entries}). Was the whole of it ever looked at?"
    ),
    "T3": (
        "{Entries} recorded a crisis for the child beside a crisis in the family{when}. Who was there for the child?"
    ),
    "T4": (
        "{Entries} recorded a health emergency{when} with no adult recorded beside the child. Who was with the child?"
    ),
    "T5": (
        "A serious event was recorded with no link to earlier ones ({entries}). What does it look like next to them?"
    ),
    "T6": "The same kind of crisis came again and the plan stayed the same ({entries}). What else could be tried?",
    "T7": "A loss was recorded with no support after it ({entries}). What support followed?",
    "T8": "The response itself may have been hard for the child ({entries}). How was further harm limited?",
    "T9": "A crisis or an ending came near the date of a loss ({entries}). Was the date known?",
    "T10": "Contact fell after a crisis ({entries}). Why less, then?",
    "T11": "A sanction came soon after a hard event and does not mention it ({entries}). Was the event weighed?",
    "V1": "{Entries} rested on something with no source given. How was it known?",
    "V2": "{Entries} wrote as plain fact what was first only told or assumed. When was it checked?",
    "V3": "Several agencies repeated what began in one place ({entries}). Who checked it?",
    "V4": "Records disagree and nobody is recorded as settling it ({entries}). Which is right?",
    "V5": "{Entries} held a fact that stayed in one agency. Who had a duty that needed it?",
    "V6": "A decision was made with no record check written down ({entries}). Which records were looked at?",
    "V7": "A planned action has no record of being done ({entries}). Was it done?",
    "V8": "An adult’s age, identity or address was relied on unchecked ({entries}). Checked against what?",
    "V9": "{Entries} were written long after the event. What were they written from?",
    "V10": "{Entries} said there were no concerns, with nothing looked at. What was looked for?",
    "V11": "What the child, family or public said was acted on less often ({entries}). Why?",
    "V12": "{Entries} relied on something last checked long before. Is it still so?",
    "V13": "{Entries} said that somebody else was dealing with it, and nothing matches there. What did they record?",
    "S1": "Challenge between agencies changed a decision",
    "S2": "The child’s own words were written down",
    "S3": "A record check put an assumption right",
    "S4": "Workers visited together or handed over with care",
    "S5": "Information was shared promptly",
    "S6": "Workers kept trying, in ways that suited the child",
    "S7": "Hard events were looked at together",
    "S8": "A missed appointment was followed up for the child",
}

RECOMMENDATIONS: dict[Lens, tuple[str, str]] = {
    Lens.EXPLOITATION: (
        "Review exploitation training so that the same questions are asked of every child and adult, of any gender.",
        "sampled cases where sexual and criminal exploitation were both considered, with reasons",
    ),
    Lens.CURIOSITY: (
        "Agree who asks what a missed visit or appointment means for the child, and who may challenge.",
        "missed appointments followed up for the child within five working days",
    ),
    Lens.RELIANCE: (
        "For each child who leans on one worker, keep the bond, name a second person and give the worker supervision.",
        "open cases where one agency has half or more of the contact days",
    ),
    Lens.TRAUMA: (
        "When hard events come together, hold one joint discussion of them all and name who is there for the child.",
        "crises followed by a joint discussion within 14 days",
    ),
    Lens.RECORDS: (
        "Before a decision, check the records and write down how each key fact is known; no word of mouth.",
        "sampled decisions that name the records checked",
    ),
    Lens.STRENGTHS: (
        "Share what worked here as examples for teams.",
        "teams that used an example, and what changed",
    ),
}
"""A draft recommendation for each lens that raised something, and a measure of whether practice changed."""
