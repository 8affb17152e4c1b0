"""The intents: what a message may want, agreed once so that sentences, flows and tests share it.

A new intent needs a reason in the change that adds it. Danger is no intent: any message may carry it.
"""

from collections.abc import Mapping
from types import MappingProxyType

OUT_OF_SCOPE = "out_of_scope"

INTENTS: Mapping[str, str] = MappingProxyType(
    {
        # Conversation
        "greet": "To say hello (also 'assalamualaikum', 'permisi', 'kulo nuwun', 'sampurasun').",
        "thanks": "To thank.",
        "goodbye": "To leave.",
        "affirm": "To say yes.",
        "deny": "To say no.",
        "cancel": "To stop what is going on ('batal', 'nggak jadi').",
        "help_menu": "To see what the assistant can do.",
        "change_language": "Another language.",
        "talk_to_officer": "A human being.",
        "bot_identity": "To know who or what answers, and whether it can be trusted.",
        "ask_case_status": "To know how their report stands.",
        "my_data": "To see, correct or delete what is stored about them, or to withdraw consent.",
        "out_of_scope": "Anything that is not ours (weather, football, politics, selling).",
        # Before and during work abroad (questions)
        "ask_requirements": "Who may go: age, schooling, health, competence.",
        "ask_documents": "Which papers, where to get them.",
        "ask_registration_steps": ("The official path, where to start, how to register, the ID PMI / SISKOP2MI account."),
        "ask_costs": "What may be charged, zero-cost rule, legal deductions.",
        "ask_loan": "KUR PMI and other credit for departure.",
        "ask_placement_schemes": (
            "Which route: P to P, G to G, own company, independent; SSW, EPS, seafarers as schemes "
            "(the steps of a route are ask_registration_steps)."
        ),
        "ask_country": "A country: wages, rules, open or closed, living costs.",
        "ask_vacancies": "Job openings.",
        "check_agency": "Is this P3MI / LPK / sponsor licensed.",
        "check_offer": "Is this offer, advert or visa genuine.",
        "ask_training": "Training, language, certificates, tests.",
        "ask_medical": "Medical and psychological examination.",
        "ask_passport_visa": "Passport, visa, renewal abroad.",
        "ask_contract": "Placement agreement, work contract, what must be in it.",
        "ask_insurance": "BPJS / Jamsos PMI: joining, premium, what would be covered (nothing has happened yet).",
        "ask_predeparture": "OPP, departure day, airport, E-PMI.",
        "ask_family_permission": "Permission of spouse or parents.",
        "ask_rights": "Rights and duties at work abroad: hours, rest day, leave, worship.",
        "ask_extend_contract": "Extending, leave home and going back.",
        "ask_change_employer": "Changing employer or agency.",
        # Problems (reports)
        "file_complaint": "Wants to report, has not said what.",
        "emergency": "Cries for help, has not said what; also suicidal words with no cause given.",
        "report_unpaid_wages": (
            "Wages late or not paid, cut by the employer (deductions by an agency are report_overcharging)."
        ),
        "report_overcharging": ("Illegal fees, excessive deductions, fines for withdrawing, extortion, ransom to go home."),
        "report_documents_withheld": "Passport, ID card, certificate held by employer, agent or school.",
        "report_contract_mismatch": "Other work, wage, place or employer than agreed.",
        "report_working_conditions": "Overwork, no rest, food, housing, worship forbidden, unsafe work.",
        "report_violence": (
            "Beating, torture, threats, locked in, by an employer, agent or stranger (at home by a "
            "spouse: report_family_matter with danger)."
        ),
        "report_sexual_violence": "Harassment, rape.",
        "report_trafficking": "Forced work, sold, online-scam compounds, debt bondage.",
        "report_recruitment_fraud": ("Fake job, fake school, tourist-visa placement, recruiter who vanished with money."),
        "report_failed_departure": (
            "Paid or trained but never departed, money back (when the offer itself was false: report_recruitment_fraud)."
        ),
        "report_lost_contact": "Family cannot reach the worker.",
        "report_want_home": "Wants to be sent home, stranded, in shelter.",
        "report_sick_or_injured": "Illness, accident, pregnancy, mental distress.",
        "report_death": "Death abroad, repatriation of the body.",
        "report_detained_or_deported": "Arrested, prison, deported, blacklisted.",
        "report_undocumented": "Overstay, no papers, ran away (abuse not mentioned), amnesty.",
        "report_termination": "Dismissed, company closed.",
        "report_family_matter": "Spouse, divorce, maintenance, custody while abroad.",
        # Families, returnees, the four pillars
        "ask_remittance": "Sending money home, goods, customs.",
        "ask_money_management": "Saving, budgeting, debt.",
        "ask_parenting": "Raising children whose parent is away; community parenting sessions.",
        "ask_child_documents": "Birth certificate, papers of a child born or left abroad, school.",
        "ask_insurance_claim": "Claiming BPJS or other benefits (it happened).",
        "ask_reintegration": "Coming home for good, work after return.",
        "ask_business": "Productive business: training, tools, capital, marketing.",
        "ask_cooperative": "Cooperative, BUMDes: joining, saving, borrowing.",
        "ask_desmigratif": "What the programme is and who may join.",
        "ask_service_desk": "Where and when the village service desk is, who the officer is.",
        "ask_hotline": "Phone numbers: embassy, ministry, police, violence hotline.",
        "ask_complaint_process": "What happens after reporting, how long, what evidence, is it safe or anonymous.",
    }
)
"""Name of each intent -> one sentence: what the person wants, asks about or reports."""
