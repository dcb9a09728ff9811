//! The description of framework and library, findings and scores. Not here: how operations are
//! described (`super`).

use domain::wire::{
    ActOnFinding, ActOnItem, ApproveFramework, ConfirmScores, EvidenceOffers, FindingList,
    FrameworkView, LibraryView, MarkRequest, NewFinding, SaveFinding, SaveFramework,
    ScoreHistoryLine, ScoreInputs, ScoreView, StartFramework, SubmitItem, urls,
};
use utoipa::openapi::path::HttpMethod::{Get, Post, Put};

use super::{Described, XLSX};

pub(super) fn described(described: Described) -> Described {
    scores(findings(library(frameworks(described))))
}

fn frameworks(described: Described) -> Described {
    described
        .json::<(), FrameworkView>(Get, urls::FRAMEWORK, "Framework, problems, history")
        .json::<SaveFramework, FrameworkView>(
            Put,
            urls::FRAMEWORK,
            "Change it; after approval propose an amendment with a reason",
        )
        .json::<StartFramework, FrameworkView>(
            Post,
            urls::FRAMEWORK_START,
            "Begin anew from one that ships",
        )
        .json::<ApproveFramework, FrameworkView>(
            Post,
            urls::FRAMEWORK_APPROVAL,
            "Approve what another person saved, or decline an amendment",
        )
}

fn library(described: Described) -> Described {
    described
        .json::<(), LibraryView>(Get, urls::LIBRARY, "The firm's indicators")
        .json::<SubmitItem, LibraryView>(Post, urls::LIBRARY, "Propose a new one")
        .json::<SubmitItem, LibraryView>(Put, urls::LIBRARY_ITEM, "Propose a further version")
        .json::<ActOnItem, LibraryView>(
            Post,
            urls::LIBRARY_ACTION,
            "Screen, adopt, send back, retire, restore, merge",
        )
        .bytes(Get, urls::LIBRARY_XLSX, XLSX, "The library as a workbook")
        .json::<(), LibraryView>(Post, urls::LIBRARY_XLSX, "Propose a workbook of new ones")
}

fn findings(described: Described) -> Described {
    described
        .json::<(), FindingList>(Get, urls::FINDINGS, "Findings with what was written")
        .json::<NewFinding, FindingList>(Post, urls::FINDINGS, "Add one made at the desk")
        .json::<(), EvidenceOffers>(
            Get,
            urls::FINDING_EVIDENCE,
            "What can be named as a finding's evidence",
        )
        .json::<SaveFinding, FindingList>(Put, urls::FINDING, "Write about one")
        .json::<ActOnFinding, FindingList>(
            Post,
            urls::FINDING_ACTION,
            "List, ask, confirm, refuse, uphold, withdraw, merge, restore, reopen",
        )
}

fn scores(described: Described) -> Described {
    described
        .json::<(), ScoreInputs>(Get, urls::SCORE_INPUTS, "Figures and marks")
        .json::<ScoreInputs, ScoreView>(Put, urls::SCORE_INPUTS, "Save them")
        .json::<(), ScoreView>(Get, urls::SCORES, "Score sheet and gaps")
        .json::<MarkRequest, ScoreView>(Post, urls::SCORE_MARKS, "My part in a mark")
        .json::<ScoreInputs, ScoreView>(
            Post,
            urls::SCORE_WHAT_IF,
            "The sheet that inputs would give; stores nothing",
        )
        .json::<ConfirmScores, ScoreView>(
            Post,
            urls::SCORE_CONFIRMATION,
            "Confirm the sheet as it was looked at",
        )
        .json::<(), Vec<ScoreHistoryLine>>(
            Get,
            urls::SCORE_HISTORY,
            "Who changed which score, and why",
        )
}
