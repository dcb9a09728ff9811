//! The description of the interface, from the same URL table and wire types the router uses.

mod checks;
mod reporting;
mod scoring;

use axum::Json;
use domain::problem::ProblemEnvelope;
use domain::wire::{self, urls};
use utoipa::openapi::path::{
    HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn, PathItem,
};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, PathsBuilder, Ref,
    Required, ResponseBuilder,
};
use utoipa::{PartialSchema, ToSchema};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// GET urls::OPENAPI.
pub async fn answer() -> Json<OpenApi> {
    Json(document())
}

struct Described {
    paths: PathsBuilder,
    components: ComponentsBuilder,
}

impl Described {
    fn schema<T: ToSchema>(&mut self) -> Ref {
        let mut nested = vec![(T::name().into_owned(), <T as PartialSchema>::schema())];
        T::schemas(&mut nested);
        let components = std::mem::take(&mut self.components);
        self.components = components.schemas_from_iter(nested);
        Ref::from_schema_name(T::name())
    }

    /// A JSON operation; `Input` is `()` where there is no body.
    fn json<Input: ToSchema, Output: ToSchema>(
        mut self,
        method: HttpMethod,
        url: &str,
        summary: &str,
    ) -> Self {
        let output = ContentBuilder::new()
            .schema(Some(self.schema::<Output>()))
            .build();
        let mut operation = self.operation(url, summary).response(
            "200",
            ResponseBuilder::new()
                .description("Done")
                .content(wire::JSON, output),
        );
        if Input::name() != <() as ToSchema>::name() {
            let input = ContentBuilder::new()
                .schema(Some(self.schema::<Input>()))
                .build();
            let body = RequestBodyBuilder::new().content(wire::JSON, input);
            operation = operation.request_body(Some(body.required(Some(Required::True)).build()));
        }
        self.add(method, url, operation)
    }

    /// An operation whose answer is not JSON.
    fn bytes(mut self, method: HttpMethod, url: &str, media: &str, summary: &str) -> Self {
        let content = ContentBuilder::new().build();
        let response = ResponseBuilder::new()
            .description("Done")
            .content(media, content);
        let operation = self.operation(url, summary).response("200", response);
        self.add(method, url, operation)
    }

    fn operation(&mut self, url: &str, summary: &str) -> OperationBuilder {
        let problem = ContentBuilder::new()
            .schema(Some(self.schema::<ProblemEnvelope>()))
            .build();
        let refused = ResponseBuilder::new()
            .description("Refused, with all problems at once")
            .content(wire::JSON, problem);
        let names = url
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split('}').next());
        names.fold(
            OperationBuilder::new()
                .summary(Some(summary))
                .response("default", refused),
            |operation, name| {
                let parameter = ParameterBuilder::new().name(name);
                operation.parameter(
                    parameter
                        .parameter_in(ParameterIn::Path)
                        .required(Required::True)
                        .build(),
                )
            },
        )
    }

    fn add(mut self, method: HttpMethod, url: &str, operation: OperationBuilder) -> Self {
        self.paths = self
            .paths
            .path(url, PathItem::new(method, operation.build()));
        self
    }
}

/// The whole document.
pub fn document() -> OpenApi {
    let described = Described {
        paths: PathsBuilder::new(),
        components: ComponentsBuilder::new(),
    };
    let described = respondents(field(surveys(making_forms(desk(described)))));
    let described = interviews_and_documents(described);
    let described = reporting::described(scoring::described(described));
    let described = checks::described(described);
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Kanping 勘评")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some(
                    "Errors are problem envelopes: codes, never sentences.",
                )),
        )
        .paths(described.paths.build())
        .components(Some(described.components.build()))
        .build()
}

fn desk(described: Described) -> Described {
    use HttpMethod::{Get, Post, Put};
    described
        .json::<(), Vec<wire::EngagementSummary>>(Get, urls::ENGAGEMENTS, "My engagements")
        .json::<wire::NewEngagement, domain::engagement::Engagement>(
            Post,
            urls::ENGAGEMENTS,
            "Begin an engagement",
        )
        .json::<(), wire::Beginning>(Get, urls::BEGINNING, "What one may begin with")
        .json::<(), wire::Members>(Get, urls::MEMBERS, "Who takes part")
        .json::<wire::SetMember, wire::Members>(Put, urls::MEMBERS, "Add a member or change a role")
        .json::<(), wire::EngagementOverview>(Get, urls::ENGAGEMENT, "Where it stands")
        .json::<(), domain::project::Frame>(Get, urls::FRAME, "The frame")
        .json::<(), wire::FramePreview>(Post, urls::FRAME_PREVIEW, "Preview a workbook")
        .json::<(), wire::FramePreview>(Post, urls::FRAME, "Store a workbook as the frame")
        .json::<wire::NewDraw, wire::SampleView>(Post, urls::DRAWS, "Draw the sample, once")
        .json::<(), wire::SampleView>(Get, urls::SAMPLE, "Protocol and sampled sites")
        .json::<wire::JudgementalRequest, wire::SampleView>(
            Post,
            urls::JUDGEMENTAL,
            "Add a site by judgement, with a reason",
        )
        .json::<(), wire::Assignments>(Get, urls::ASSIGNMENTS, "Who goes where")
        .json::<wire::Assignments, wire::Assignments>(Put, urls::ASSIGNMENTS, "Assign")
        .json::<(), wire::Quarantine>(Get, urls::QUARANTINE, "What could not be applied")
        .json::<(), domain::sync::Operation>(Get, urls::QUARANTINED, "One of these, as received")
        .json::<(), wire::RecordPage>(Get, urls::RECORDS, "Records")
        .json::<(), wire::RecordView>(Get, urls::RECORD, "One record")
        .json::<wire::ReviewRequest, wire::RecordView>(Post, urls::REVIEW, "Accept or return")
        .bytes(Get, urls::DESK_TABLE, XLSX, "A table of the desk")
}

fn making_forms(described: Described) -> Described {
    use HttpMethod::{Delete, Get, Post, Put};
    const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    described
        .json::<(), wire::FormList>(Get, urls::FORMS, "Forms, versions, drafts, starters")
        .json::<wire::NewForm, wire::DraftView>(Post, urls::FORMS, "Begin a draft")
        .json::<(), wire::DraftView>(Post, urls::FORM_UPLOAD, "Begin a draft from a workbook")
        .json::<(), wire::DraftView>(Get, urls::FORM_DRAFT, "The draft with all its problems")
        .json::<wire::DraftChanges, wire::DraftView>(
            Post,
            urls::FORM_DRAFT,
            "Change the draft; 409 is a StaleDraft",
        )
        .bytes(
            Delete,
            urls::FORM_DRAFT,
            wire::JSON,
            "Discard it, ?revision=",
        )
        .bytes(
            Get,
            urls::FORM_DRAFT_WORKBOOK,
            XLSX,
            "The draft as a workbook",
        )
        .json::<(), wire::DraftView>(
            Put,
            urls::FORM_DRAFT_WORKBOOK,
            "Replace it by a workbook, ?revision=",
        )
        .json::<wire::DraftUndo, wire::DraftView>(Post, urls::FORM_DRAFT_UNDO, "Undo")
        .json::<(), wire::DraftView>(
            Put,
            urls::FORM_ATTACHMENT,
            "A CSV file of choices, ?revision=",
        )
        .json::<(), wire::DraftView>(
            Delete,
            urls::FORM_ATTACHMENT,
            "Take a CSV file away, ?revision=",
        )
        .json::<wire::PublishForm, wire::FormSummary>(Post, urls::FORM_PUBLISH, "Publish")
        .json::<(), wire::FormVersionView>(Get, urls::FORM_VERSION, "One version")
        .bytes(
            Get,
            urls::FORM_VERSION_WORKBOOK,
            XLSX,
            "One version as a workbook",
        )
        .json::<(), wire::FormDifference>(
            Get,
            urls::FORM_DIFFERENCE,
            "What changed, ?from=&to=; without to: against the draft",
        )
        .json::<wire::OfferMove, wire::FormSummary>(
            Post,
            urls::FORM_MOVES,
            "Offer open records a move, or take it back",
        )
        .json::<wire::RetireForm, wire::FormSummary>(
            Put,
            urls::FORM_RETIREMENT,
            "Retire a form, or bring it back",
        )
}

fn surveys(described: Described) -> Described {
    use HttpMethod::{Get, Post, Put};
    let described = described
        .json::<(), Vec<wire::SurveySummary>>(Get, urls::SURVEYS, "Questionnaires")
        .json::<(), wire::SurveyView>(Get, urls::SURVEY, "Its statistics, ?site=")
        .json::<(), wire::CrossTableView>(
            Get,
            urls::SURVEY_CROSS,
            "A question by an attribute, ?attribute=&question=",
        )
        .json::<(), wire::OpenTexts>(Get, urls::SURVEY_TEXTS, "Open answers, ?question=&search=")
        .json::<(), wire::VerdictList>(Get, urls::SURVEY_VERDICTS, "What is not simply valid")
        .json::<wire::RulingRequest, wire::VerdictList>(
            Post,
            urls::SURVEY_RULINGS,
            "Keep or exclude a suspicious response",
        )
        .json::<(), wire::PlanView>(Get, urls::SURVEY_PLAN, "Validity rules and methods")
        .json::<wire::PlanRequest, wire::PlanView>(Put, urls::SURVEY_PLAN, "Change them");
    let workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    described
        .bytes(Get, urls::SURVEY_XLSX, workbook, "Statistics and responses")
        .bytes(Get, urls::SURVEY_RESPONSES_CSV, "text/csv", "Responses")
        .bytes(
            Get,
            urls::SURVEY_STATISTICS_CSV,
            "text/csv",
            "Distributions",
        )
}

fn respondents(described: Described) -> Described {
    use HttpMethod::{Get, Post, Put};
    use domain::respondent::RespondentSettings;
    let html = "text/html";
    described
        .json::<(), wire::RespondentsView>(Get, urls::RESPONDENTS, "Links and what came by them")
        .json::<RespondentSettings, wire::RespondentsView>(
            Put,
            urls::RESPONDENTS,
            "The notice and the day's close",
        )
        .json::<wire::NewBatch, wire::MadeCodes>(
            Post,
            urls::RESPONDENT_BATCHES,
            "Single-use codes, answered once",
        )
        .json::<(), wire::Roster>(Get, urls::RESPONDENT_ROSTER, "Who has answered")
        .json::<wire::CodeRequest, wire::MadeCodes>(
            Post,
            urls::RESPONDENT_CODE,
            "Replace or cancel a code",
        )
        .bytes(Post, urls::RESPONDENT_CARDS, html, "Cards to print")
        .json::<wire::NewPoster, wire::RespondentsView>(
            Post,
            urls::RESPONDENT_POSTERS,
            "Put up a poster",
        )
        .json::<wire::PosterChange, wire::RespondentsView>(
            Put,
            urls::RESPONDENT_POSTER,
            "Its window and cap",
        )
        .bytes(
            Get,
            urls::RESPONDENT_REMINDER,
            html,
            "Who has not answered, to print",
        )
        .bytes(Get, urls::RESPONDENT_PAPER, html, "A poster to print")
        .bytes(Get, urls::QUESTIONNAIRE, html, "The notice")
        .bytes(Post, urls::QUESTIONNAIRE_CONSENT, html, "Agree or decline")
        .bytes(Get, urls::QUESTIONNAIRE_PAGE, html, "A page of questions")
        .bytes(Post, urls::QUESTIONNAIRE_PAGE, html, "Its answers")
        .bytes(Get, urls::QUESTIONNAIRE_SEND, html, "What is still open")
        .bytes(Post, urls::QUESTIONNAIRE_SEND, html, "Send, once")
        .bytes(Get, urls::QUESTIONNAIRE_THANKS, html, "The receipt")
        .bytes(
            Get,
            urls::QUESTIONNAIRE_DECLINED,
            html,
            "Nothing was stored",
        )
        .bytes(Get, urls::WITHDRAWAL, html, "Where to take a response back")
        .bytes(Post, urls::WITHDRAWAL, html, "Take it back by its receipt")
}

fn interviews_and_documents(described: Described) -> Described {
    use HttpMethod::{Delete, Get, Post, Put};
    use domain::document_request::RequestWords;
    use wire::{DocumentRegister, InterviewBoard, ResolveOpenItem, StageDueDay};
    described
        .json::<(), InterviewBoard>(Get, urls::INTERVIEWS, "Interviews and their open items")
        .json::<ResolveOpenItem, InterviewBoard>(
            Post,
            urls::OPEN_ITEM_RESOLUTIONS,
            "Settle an open item, or open it again",
        )
        .json::<(), DocumentRegister>(Get, urls::DOCUMENTS, "Register of requested documents")
        .json::<RequestWords, DocumentRegister>(Post, urls::DOCUMENTS, "Request a document")
        .json::<(), DocumentRegister>(
            Post,
            urls::DOCUMENTS_STARTER,
            "Begin with the list that ships",
        )
        .json::<StageDueDay, DocumentRegister>(
            Put,
            urls::DOCUMENT_DUE_DAYS,
            "Due day of a whole stage",
        )
        .json::<RequestWords, DocumentRegister>(Put, urls::DOCUMENT, "Change a request")
        .json::<(), DocumentRegister>(Delete, urls::DOCUMENT, "Take a request off the list")
        .bytes(
            Get,
            urls::DOCUMENTS_XLSX,
            XLSX,
            "The register as a workbook",
        )
}

fn field(described: Described) -> Described {
    use HttpMethod::{Delete, Get, Post, Put};
    described
        .json::<wire::SignInRequest, wire::SessionView>(Post, urls::SESSION, "Sign in")
        .json::<(), wire::SessionView>(Get, urls::SESSION, "Who am I")
        .bytes(Delete, urls::SESSION, wire::JSON, "Sign out")
        .json::<(), wire::Pack>(Get, urls::PACK, "Everything a tablet needs offline")
        .json::<wire::PushRequest, wire::PushResponse>(Post, urls::PUSH, "Push operations")
        .json::<(), wire::PullResponse>(Get, urls::PULL, "Pull changes after ?cursor=")
        .json::<(), wire::DigestResponse>(Get, urls::DIGEST, "Digest of my scope, ?device=")
        .json::<(), wire::BlobReceipt>(Put, urls::BLOB, "Upload a blob by its SHA-256")
        .bytes(Get, urls::BLOB, "application/octet-stream", "Its bytes")
        .bytes(
            Get,
            urls::THUMBNAIL,
            "image/jpeg",
            "A JPEG of at most 400 pixels",
        )
        .bytes(Get, urls::HEALTH, "text/plain", "Whether the server is up")
        .bytes(Get, urls::OPENAPI, wire::JSON, "This document")
}
