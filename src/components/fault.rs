//! What went wrong, in the person's words, with the reference to quote.

use banshi_contract::ProblemCode;
use leptos::prelude::*;

use crate::api::{ApiError, ErrorKind, Remote};
use crate::components::{ErrorState, Icon, IconName, SkeletonCard};
use crate::i18n::{K, t, tf};

/// The words for an error: a title and what to do.
#[must_use]
pub fn words(error: &ApiError) -> (K, K) {
    match error.kind {
        ErrorKind::Unreachable => (K::FaultUnreachableTitle, K::FaultUnreachable),
        ErrorKind::Timeout => (K::FaultTimeoutTitle, K::FaultTimeout),
        ErrorKind::Problem(code) => match code {
            ProblemCode::NotFound => (K::FaultNotFoundTitle, K::FaultNotFound),
            ProblemCode::UpstreamUnavailable | ProblemCode::UpstreamRejected => {
                (K::FaultUpstreamTitle, K::FaultUpstream)
            }
            ProblemCode::RateLimited => (K::FaultRateLimitedTitle, K::FaultRateLimited),
            ProblemCode::Forbidden => (K::FaultForbiddenTitle, K::FaultForbidden),
            ProblemCode::Conflict | ProblemCode::Precondition => {
                (K::FaultConflictTitle, K::FaultConflict)
            }
            _ => (K::FaultInternalTitle, K::FaultInternal),
        },
    }
}

/// An error in the place of what could not be had.
#[component]
pub fn Fault(
    /// The error.
    error: ApiError,
    /// What to do to try again.
    on_retry: Callback<()>,
) -> impl IntoView {
    let (title, detail) = words(&error);
    // What is not there will not be there the next moment either.
    let on_retry = (!error.is(ProblemCode::NotFound)).then_some(on_retry);
    view! {
        <ErrorState
            title=move || t(title)
            detail=move || t(detail)
            reference=Some(error.reference)
            on_retry=on_retry
        />
    }
}

/// Lines in the place of what is not there yet.
#[component]
pub fn Waiting(
    /// How many cards.
    #[prop(default = 2)]
    cards: usize,
    /// Whether it takes longer than usual.
    #[prop(into)]
    slow: Signal<bool>,
    /// Whether it stands for the whole page, heading and all, as the static shell does.
    #[prop(optional)]
    page: bool,
) -> impl IntoView {
    let heading = page.then(|| {
        view! {
            <span class="skeleton-line skeleton-title"></span>
            <span class="skeleton-line skeleton-lead"></span>
        }
    });
    view! {
        <div class="waiting" aria-busy="true">
            <p class="visually-hidden">{move || t(K::AppLoading)}</p>
            {heading}
            {(0..cards).map(|_| view! { <SkeletonCard/> }).collect_view()}
            <p class="meta" role="status">{move || slow.get().then(|| t(K::FaultSlow))}</p>
        </div>
    }
}

/// What went wrong in a line, beside what the person did.
#[component]
pub fn FaultLine(
    /// The error.
    error: ApiError,
) -> impl IntoView {
    let title = words(&error).0;
    view! {
        <p class="error-text" role="alert">
            <Icon name=IconName::AlertCircle/>
            <span>
                {move || t(title)} " "
                {move || tf(K::FaultReference, &[("reference", &error.reference)])}
            </span>
        </p>
    }
}

/// Shows a remote thing that keeps itself up to date part by part, so that what has the
/// focus or is open stays; the error if it failed stands above.
pub fn parts<T: Clone + PartialEq + Send + Sync + 'static>(
    remote: Remote<T>,
    view: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let is_there = Memo::new(move |_| remote.is_there());
    view! {
        {fault_of(Box::new(move || remote.error()), Box::new(move || remote.reload()))}
        {move || is_there.get().then(&view)}
    }
    .into_any()
}

/// Shows a remote thing: lines while it comes, the error if it failed and nothing older
/// is there, else the thing; an error beside an older thing stands above it.
pub fn show<T: Clone + PartialEq + Send + Sync + 'static>(
    remote: Remote<T>,
    cards: usize,
    view: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let is_waiting = Memo::new(move |_| !remote.is_settled());
    let slow = Signal::derive(move || remote.is_slow());
    view! {
        {fault_of(Box::new(move || remote.error()), Box::new(move || remote.reload()))}
        {waiting_for(is_waiting, cards, slow)}
        {move || remote.get().map(&view)}
    }
    .into_any()
}

type Act = Box<dyn Fn() + Send + Sync>;
type MayFail = Box<dyn Fn() -> Option<ApiError> + Send + Sync>;

fn fault_of(error: MayFail, again: Act) -> AnyView {
    let retry = Callback::new(move |()| again());
    (move || error().map(|error| view! { <Fault error=error on_retry=retry/> })).into_any()
}

fn waiting_for(is_waiting: Memo<bool>, cards: usize, slow: Signal<bool>) -> AnyView {
    (move || {
        is_waiting
            .get()
            .then(|| view! { <Waiting cards=cards slow=slow/> })
    })
    .into_any()
}
