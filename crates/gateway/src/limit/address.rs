//! Who a client is when it is counted: its address, seen through the proxies that are
//! trusted to tell it.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use axum::http::HeaderMap;
use serde::Deserialize;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// An address, or a network in CIDR notation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fault = || format!("`{text}` is neither an IP address nor a network like 10.0.0.0/8");
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| fault())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            Some(bits) => bits.parse().map_err(|_| fault())?,
            None => most,
        };
        if bits > most {
            return Err(fault());
        }
        Ok(Self { address, bits })
    }
}

impl TryFrom<String> for Network {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl Network {
    fn has(&self, address: IpAddr) -> bool {
        let bits = u32::from(self.bits);
        match (self.address, address) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                (own.to_bits() ^ other.to_bits()).leading_zeros() >= bits
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                (own.to_bits() ^ other.to_bits()).leading_zeros() >= bits
            }
            _ => false,
        }
    }
}

/// Who made a request: the peer, or what the trusted proxies before it say. Each appends
/// whom it got the request from, so the last address that is no proxy's is the client;
/// what stands before that anyone can invent.
#[must_use]
pub fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_proxy = |address: IpAddr| trusted.iter().any(|one| one.has(address));
    let mut client = peer.to_canonical();
    let told = headers
        .get_all(FORWARDED_FOR)
        .into_iter()
        .flat_map(|value| value.to_str().unwrap_or("").split(','));
    for text in told.collect::<Vec<_>>().into_iter().rev() {
        if !is_proxy(client) {
            break;
        }
        let Some(address) = address(text.trim()) else {
            break;
        };
        client = address.to_canonical();
    }
    client
}

/// Whether a request went through a proxy, trusted or not.
#[must_use]
pub fn forwarded(headers: &HeaderMap) -> bool {
    headers.contains_key(FORWARDED_FOR) || headers.contains_key("forwarded")
}

/// Some proxies write the port too.
fn address(text: &str) -> Option<IpAddr> {
    let with_port = || text.parse::<SocketAddr>().ok().map(|one| one.ip());
    text.parse().ok().or_else(with_port)
}

/// What a client is counted by: an IPv6 customer has a whole /64, and all of it is one.
#[must_use]
pub fn counted_by(client: IpAddr) -> String {
    match client.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let network = Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64));
            format!("{network}/64")
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::*;

    fn seen(peer: &str, told: &[&str]) -> String {
        let trusted = ["127.0.0.1", "10.0.0.0/8", "fd00::/8"].map(|one| one.parse().unwrap());
        let mut headers = HeaderMap::new();
        for one in told {
            headers.append(FORWARDED_FOR, one.parse().unwrap());
        }
        client(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        assert_eq!(seen("198.51.100.7", &["203.0.113.9"]), "198.51.100.7");
        assert_eq!(seen("127.0.0.1", &[]), "127.0.0.1");
        assert_eq!(seen("127.0.0.1", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(seen("::ffff:127.0.0.1", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(seen("fd00::1", &["2001:db8::5"]), "2001:db8::5");
        assert_eq!(seen("127.0.0.1", &["203.0.113.9:4711"]), "203.0.113.9");
        assert_eq!(seen("127.0.0.1", &["[2001:db8::5]:4711"]), "2001:db8::5");
    }

    #[test]
    fn what_a_client_invents_does_not_count() {
        let told = ["192.0.2.1, 203.0.113.9", "10.1.2.3"];
        assert_eq!(seen("127.0.0.1", &told), "203.0.113.9");
        let told = ["203.0.113.9, unknown, 10.1.2.3"];
        assert_eq!(seen("127.0.0.1", &told), "10.1.2.3");
        assert_eq!(seen("127.0.0.1", &["10.9.9.9, 10.1.2.3"]), "10.9.9.9");
    }

    #[test]
    fn a_network_is_an_address_or_cidr() {
        for wrong in [
            "",
            "here",
            "10.0.0.0/33",
            "10.0.0.0/",
            "::/129",
            "10.0.0.0/-1",
        ] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
        let all: Network = "0.0.0.0/0".parse().unwrap();
        assert!(all.has("203.0.113.9".parse().unwrap()));
        assert!(!all.has("::1".parse().unwrap()));
        let odd: Network = "192.0.2.128/25".parse().unwrap();
        assert!(odd.has("192.0.2.200".parse().unwrap()));
        assert!(!odd.has("192.0.2.127".parse().unwrap()));
    }

    #[test]
    fn all_of_a_64_is_one_client() {
        let by = |text: &str| counted_by(text.parse().unwrap());
        assert_eq!(by("2001:db8:1:2::1"), by("2001:db8:1:2:ffff::9"));
        assert_ne!(by("2001:db8:1:2::1"), by("2001:db8:1:3::1"));
        assert_ne!(by("192.0.2.1"), by("192.0.2.2"));
        assert_eq!(by("::ffff:192.0.2.1"), "192.0.2.1");
    }
}
