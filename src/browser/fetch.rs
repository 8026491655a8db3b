//! The page's own way to the gateway: `fetch` on the same origin, with cookies.

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, ReadableStreamDefaultReader, RequestCache, RequestCredentials,
    RequestInit, Response,
};

use crate::api::{
    Answer, BASE_PATH, Body, Call, Chunks, Method, SendFuture, StreamFuture, Transport,
    TransportError,
};

/// How long a call may take until it counts as lost.
const CALL_TIMEOUT_MS: i32 = 20_000;

/// Same-origin `fetch`.
pub struct Fetch;

impl Transport for Fetch {
    fn send(&self, call: Call) -> SendFuture {
        Box::pin(async move {
            let abort = AbortController::new().ok();
            let timer = abort.clone().and_then(abort_later);
            let response = open(&call, abort.as_ref()).await;
            let answer = match response {
                Ok(response) => read(&response).await,
                Err(error) => Err(error),
            };
            let aborted = abort.is_some_and(|abort| abort.signal().aborted());
            if let (Some((id, _)), Some(window)) = (&timer, web_sys::window()) {
                window.clear_timeout_with_handle(*id);
            }
            answer.map_err(|error| {
                if aborted {
                    TransportError::Timeout
                } else {
                    error
                }
            })
        })
    }

    fn stream(&self, call: Call) -> StreamFuture {
        Box::pin(async move {
            let abort = AbortController::new().ok();
            let response = open(&call, abort.as_ref()).await.map_err(Err)?;
            if !response.ok() {
                return Err(read(&response).await);
            }
            let reader: ReadableStreamDefaultReader = response
                .body()
                .and_then(|body| body.get_reader().dyn_into().ok())
                .ok_or(Err(TransportError::Unreachable))?;
            let chunks: Box<dyn Chunks> = Box::new(Reader { reader, abort });
            Ok(chunks)
        })
    }
}

fn abort_later(abort: AbortController) -> Option<(i32, Closure<dyn FnMut()>)> {
    let act = Closure::<dyn FnMut()>::new(move || abort.abort());
    let id = web_sys::window()?
        .set_timeout_with_callback_and_timeout_and_arguments_0(
            act.as_ref().unchecked_ref(),
            CALL_TIMEOUT_MS,
        )
        .ok()?;
    Some((id, act))
}

async fn open(call: &Call, abort: Option<&AbortController>) -> Result<Response, TransportError> {
    let lost = |_| TransportError::Unreachable;
    let headers = Headers::new().map_err(lost)?;
    for (name, value) in &call.headers {
        headers.set(name, value).map_err(lost)?;
    }
    if !matches!(call.method, Method::Get | Method::Head) {
        // Another site can't send this header without being let in: see the contract.
        headers.set("X-Banshi", "1").map_err(lost)?;
    }
    let init = RequestInit::new();
    init.set_method(call.method.name());
    init.set_credentials(RequestCredentials::SameOrigin);
    // The client keeps its own cache by ETag, and wants to see a 304.
    init.set_cache(RequestCache::NoStore);
    match &call.body {
        Body::Empty => {}
        Body::Json(json) => {
            headers
                .set("Content-Type", "application/json")
                .map_err(lost)?;
            init.set_body(&JsValue::from_str(json));
        }
        Body::Blob(blob) => init.set_body(blob),
    }
    init.set_headers(&headers);
    if let Some(abort) = abort {
        init.set_signal(Some(&abort.signal()));
    }
    let window = web_sys::window().ok_or(TransportError::Unreachable)?;
    let url = format!("{BASE_PATH}{}", call.path);
    let response = JsFuture::from(window.fetch_with_str_and_init(&url, &init))
        .await
        .map_err(lost)?;
    response.dyn_into().map_err(lost)
}

async fn read(response: &Response) -> Result<Answer, TransportError> {
    let lost = |_| TransportError::Unreachable;
    let body = response.array_buffer().map_err(lost)?;
    let body = JsFuture::from(body).await.map_err(lost)?;
    let headers = js_sys::try_iter(&response.headers())
        .ok()
        .flatten()
        .into_iter()
        .flatten()
        .flatten()
        .map(|pair| {
            let pair = Array::from(&pair);
            let text = |at| pair.get(at).as_string().unwrap_or_default();
            (text(0), text(1))
        })
        .collect();
    Ok(Answer {
        status: response.status(),
        headers,
        body: Uint8Array::new(&body).to_vec(),
    })
}

struct Reader {
    reader: ReadableStreamDefaultReader,
    abort: Option<AbortController>,
}

impl Chunks for Reader {
    fn next(&mut self) -> std::pin::Pin<Box<dyn Future<Output = Option<Vec<u8>>> + '_>> {
        Box::pin(async move {
            let piece = JsFuture::from(self.reader.read()).await.ok()?;
            let value = Reflect::get(&piece, &"value".into()).ok()?;
            value
                .dyn_into::<Uint8Array>()
                .ok()
                .map(|bytes| bytes.to_vec())
        })
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if let Some(abort) = &self.abort {
            abort.abort();
        }
    }
}

/// The text at an address of this origin, cached as the server allows; none when it
/// can't be had.
pub async fn text(address: &str) -> Option<String> {
    let init = RequestInit::new();
    init.set_credentials(RequestCredentials::SameOrigin);
    let window = web_sys::window()?;
    let response = JsFuture::from(window.fetch_with_str_and_init(address, &init))
        .await
        .ok()?;
    let response: Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?)
        .await
        .ok()?
        .as_string()
}
