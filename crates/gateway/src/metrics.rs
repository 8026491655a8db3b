//! Figures about the gateway, in the Prometheus text format.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Upper bounds of the latency histogram, in seconds.
const BUCKETS_S: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

#[derive(Debug, Default)]
struct Latency {
    buckets: [u64; BUCKETS_S.len()],
    count: u64,
    sum_s: f64,
}

/// Counted since the start.
#[derive(Debug, Default)]
pub struct Metrics {
    requests: Mutex<BTreeMap<(String, String, u16), u64>>,
    latency: Mutex<BTreeMap<String, Latency>>,
    streams: AtomicI64,
}

/// Counts as an open stream while it lives.
#[derive(Debug)]
pub struct OpenStream(std::sync::Arc<Metrics>);

impl Drop for OpenStream {
    fn drop(&mut self) {
        self.0.streams.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Metrics {
    /// Counts a request by its route's pattern, never by its address.
    pub fn request(&self, method: &str, route: &str, status: u16, took: Duration) {
        // Anyone can invent methods; figures must not grow with them.
        let method = match method {
            "GET" | "HEAD" | "OPTIONS" | "POST" | "PUT" | "PATCH" | "DELETE" => method,
            _ => "other",
        };
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        *requests
            .entry((method.into(), route.into(), status))
            .or_default() += 1;
        drop(requests);
        let mut latency = self.latency.lock().unwrap_or_else(PoisonError::into_inner);
        let latency = latency.entry(route.into()).or_default();
        let seconds = took.as_secs_f64();
        for (bucket, bound) in latency.buckets.iter_mut().zip(BUCKETS_S) {
            *bucket += u64::from(seconds <= bound);
        }
        latency.count += 1;
        latency.sum_s += seconds;
    }

    /// Counts an open stream until it is dropped.
    #[must_use]
    pub fn stream(self: &std::sync::Arc<Self>) -> OpenStream {
        self.streams.fetch_add(1, Ordering::Relaxed);
        OpenStream(std::sync::Arc::clone(self))
    }

    /// The text, with the cases by status that the store counted.
    #[must_use]
    pub fn text(&self, cases: &[(String, u64)]) -> String {
        let mut text = String::new();
        text.push_str("# HELP banshi_http_requests_total Requests by method, route and status.\n# TYPE banshi_http_requests_total counter\n");
        for ((method, route, status), count) in self
            .requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
        {
            let _ = writeln!(
                text,
                "banshi_http_requests_total{{method=\"{method}\",route=\"{route}\",status=\"{status}\"}} {count}"
            );
        }
        text.push_str("# HELP banshi_http_request_duration_seconds Time until the answer's head.\n# TYPE banshi_http_request_duration_seconds histogram\n");
        for (route, latency) in self
            .latency
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
        {
            let name = "banshi_http_request_duration_seconds";
            for (count, bound) in latency.buckets.iter().zip(BUCKETS_S) {
                let _ = writeln!(
                    text,
                    "{name}_bucket{{route=\"{route}\",le=\"{bound}\"}} {count}"
                );
            }
            let _ = writeln!(
                text,
                "{name}_bucket{{route=\"{route}\",le=\"+Inf\"}} {}",
                latency.count
            );
            let _ = writeln!(text, "{name}_sum{{route=\"{route}\"}} {}", latency.sum_s);
            let _ = writeln!(text, "{name}_count{{route=\"{route}\"}} {}", latency.count);
        }
        let _ = writeln!(
            text,
            "# HELP banshi_streams_open Open event streams.\n# TYPE banshi_streams_open gauge\nbanshi_streams_open {}",
            self.streams.load(Ordering::Relaxed)
        );
        text.push_str("# HELP banshi_cases Cases by status.\n# TYPE banshi_cases gauge\n");
        for (status, count) in cases {
            let _ = writeln!(text, "banshi_cases{{status=\"{status}\"}} {count}");
        }
        text
    }
}
