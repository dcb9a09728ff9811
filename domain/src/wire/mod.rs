//! What travels over HTTP: requests and responses only, one file per room. The app and the server
//! meet here and nowhere else. Not here: behaviour, except the one table of URLs.

mod checks;
mod desk;
mod documents;
mod engagements;
mod field;
mod findings;
mod forms;
mod frameworks;
mod interviews;
mod monitoring;
mod programme;
mod quarantine;
mod rectification;
mod renders;
mod reports;
mod respondents;
mod scores;
mod session;
mod statistics;
pub mod urls;

pub use checks::{
    ActOnTargetReview, NewTargetReview, RoundView, RowMarks, SaveCutOff, SaveMarks,
    SelfEvaluationList, SelfEvaluationSummary, SelfEvaluationView, SheetLink, SignSelfEvaluation,
    TargetReviewAction, TargetReviewList, TargetReviewView,
};
pub use desk::{
    Assignment, Assignments, EngagementOverview, EngagementSummary, EvaluatorProgress,
    FramePreview, JudgementalRequest, NewDraw, Progress, RecordPage, RecordSummary, RecordView,
    ReviewRequest, SampleView, SampledSite, ScoreInputs, ScoreView, SiteProgress, UnitProgress,
};
pub use documents::{DocumentRegister, RegisterFile, RegisterLine, StageDueDay};
pub use engagements::{Beginning, Members, NewEngagement, SetMember, StarterFramework};
pub use field::{
    BlobReceipt, DigestResponse, Pack, PackSite, PullResponse, PushRequest, PushResponse,
};
pub use findings::{
    ActOnFinding, EvidenceKind, EvidenceOffer, EvidenceOffers, FindingChange, FindingList,
    FindingView, NewFinding, SaveFinding,
};
pub use forms::{
    DraftChanges, DraftSummary, DraftUndo, DraftView, FormAttachment, FormDifference, FormList,
    FormMove, FormSummary, FormVersionSummary, FormVersionView, NewForm, OfferMove, PublishForm,
    RetireForm, StaleDraft, StarterForm,
};
pub use frameworks::{
    ActOnItem, ApproveFramework, BindableForm, BindableQuestion, FrameworkChange,
    FrameworkRevision, FrameworkState, FrameworkView, LibraryView, SaveFramework, StartFramework,
    SubmitItem,
};
pub use interviews::{
    InterviewBoard, InterviewLine, OpenItemLine, OpenItemResolution, ResolveOpenItem,
};
pub use monitoring::{
    ActOnWatch, MonitoredLine, MonitoringBoard, MonitoringRulesView, RulesChange, SaveMonitored,
    SaveMonitoring, SaveMonitoringRules,
};
pub use programme::{ProgrammeLine, ProgrammeView, SaveScorecard, ScorecardView};
pub use quarantine::{Quarantine, QuarantinedItem};
pub use rectification::{ActOnLine, Ledger, LedgerLine, SaveLine};
pub use renders::{RenderJob, RenderRequest, RenderState};
pub use reports::{
    AddBlock, ArchiveMade, BlockEvidence, BlockKind, BlockView, ChapterView, DecideOpinion,
    Editing, IssuedReport, NewComment, NewOpinion, OpinionList, Presence, PresentEditors,
    ReportComment, ReportComparison, ReportStep, ReportVersion, ReportView, ResolveComment,
    ReviewStep, SaveBlock, SaveProfile, SectionView,
};
pub use respondents::{
    BatchSummary, CodeAction, CodeRequest, LinkableForm, MadeCode, MadeCodes, NewBatch, NewPoster,
    PosterChange, PosterSummary, RespondentSite, RespondentsView, Roster, RosterEntry,
};
pub use scores::{
    ConfirmScores, MarkAction, MarkRequest, ScoreCause, ScoreConfirmation, ScoreHistoryLine,
};
pub use session::{SessionView, SignInRequest};
pub use statistics::{
    CrossTableView, OpenText, OpenTexts, PlanRequest, PlanRevision, PlanView, QuestionName,
    RulingRequest, RulingView, SurveySummary, SurveyView, VerdictList, VerdictView,
};

/// `Content-Type` of every JSON body; anything else is refused with UNSUPPORTED_MEDIA_TYPE.
pub const JSON: &str = "application/json";

/// How long a request with a file in it may take, in seconds, on both sides: a picture of 2 MB over
/// a mountain village's uplink.
pub const FILE_SECONDS: u64 = 180;
