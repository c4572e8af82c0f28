//! The addresses below `/export/`: resources for those who do not speak GraphQL, over GET and HEAD, with a validator for
//! conditional requests (RFC 9110, 13). `routes` mounts it.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use poem::http::{HeaderMap, StatusCode, header};
use poem::{Endpoint, Request, RequestParts, Response};

use super::answer::Refusal;
use super::compression::{Coding, compress};
use super::conditional::has_tag;
use super::query_string::{self, NotUtf8};
use super::request_id::RequestId;
use super::service::{Service, accept_language};
use super::viewer::find_viewer;
use crate::graphql::{Caller, ErrorCode, Export, ExportArguments, Exported, NoExport};

const VARY: &str = "Accept-Language, Accept-Encoding, Authorization";

/// Where the path of a resource begins.
const FOLDER: &str = "/export/";

pub(super) struct ExportEndpoint(pub(super) Arc<Service>);

impl Endpoint for ExportEndpoint {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let id = RequestId::of(&request);
        let outcome = self.answer(request).await;
        Ok(outcome.unwrap_or_else(|refusal| refusal.outside_graphql().into_response(&id)))
    }
}

impl ExportEndpoint {
    async fn answer(&self, request: Request) -> Result<Response, Refusal> {
        let address = request.remote_addr().as_socket_addr().map(SocketAddr::ip);
        let (parts, _) = request.into_parts();
        let path = parts.uri.path().strip_prefix(FOLDER).unwrap_or_default();
        let path = query_string::decode_path(path)
            .map_err(|NotUtf8| unreadable("the path is not UTF-8".to_owned()))?;
        let export =
            Export::find(&path, arguments(parts.uri.query().unwrap_or_default())?).map_err(no_export)?;
        let _place = self.0.admission.enter(false).await?;
        Box::pin(self.read(&export, &parts, address)).await
    }

    /// Reads the resource for a request that was admitted.
    async fn read(
        &self,
        export: &Export,
        parts: &RequestParts,
        address: Option<IpAddr>,
    ) -> Result<Response, Refusal> {
        let viewer = find_viewer(&parts.headers, &*self.0.tokens).await?;
        let caller = Caller { viewer, accept_language: accept_language(&parts.headers), address };
        let exported = self.0.graphql.export(export, &caller).await;
        let exported = exported.map_err(|response| Refusal::of_response(*response))?;
        let exported = exported.ok_or_else(|| no_export(NoExport::Unknown))?;
        Ok(self.write(export, exported, &parts.headers).await)
    }

    async fn write(
        &self,
        export: &Export,
        Exported { text, digest }: Exported,
        headers: &HeaderMap,
    ) -> Response {
        let coding = Coding::negotiate(headers).of_body(text.len());
        // A tag is of one representation: each coding has its own.
        let etag = format!("\"{}-{coding:?}\"", &digest[..32]).to_ascii_lowercase();
        let is_public = !headers.contains_key(header::AUTHORIZATION);
        let cache = if is_public { "public, no-cache" } else { "private, no-cache" };
        let mut head = Response::builder()
            .header(header::ETAG, &etag)
            .header(header::CACHE_CONTROL, cache)
            .header(header::VARY, VARY);
        if has_tag(headers, &etag) {
            return head.status(StatusCode::NOT_MODIFIED).finish();
        }
        let (body, content_encoding) =
            self.0.graphql.workshop().run(move || compress(text.into_bytes(), coding)).await;
        head = head.header(header::CONTENT_TYPE, export.media_type);
        if let Some(name) = &export.file_name {
            head = head.header(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""));
        }
        if let Some(name) = content_encoding {
            head = head.header(header::CONTENT_ENCODING, name);
        }
        head.body(body)
    }
}

/// What the query string says. What we do not know is refused: a misspelt `locale` would give another language silently.
fn arguments(query: &str) -> Result<ExportArguments, Refusal> {
    let mut arguments = ExportArguments::default();
    for pair in query_string::pairs(query) {
        let (name, value) = pair.map_err(|NotUtf8| unreadable("the query string is not UTF-8".to_owned()))?;
        let place = match name.as_str() {
            "locale" => &mut arguments.locale,
            "department" => &mut arguments.department,
            "separator" => &mut arguments.separator,
            _ => return Err(unreadable(format!("there is no parameter `{name:.40}`"))),
        };
        if place.replace(value).is_some() {
            return Err(unreadable(format!("the parameter `{name}` is given twice")));
        }
    }
    Ok(arguments)
}

fn unreadable(message: String) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, ErrorCode::BadRequest, message)
}

fn no_export(why: NoExport) -> Refusal {
    let status = match why {
        NoExport::Unknown => StatusCode::NOT_FOUND,
        NoExport::Separator | NoExport::NotOfTable | NoExport::Locale => StatusCode::BAD_REQUEST,
    };
    Refusal::new(status, ErrorCode::BadRequest, why.to_string())
}
