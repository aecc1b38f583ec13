/**
 * How a kiosk proves who it is: a compact JWS (RFC 7515, EdDSA over Ed25519) in the Authorization
 * header, over the method (`htm`), the path with its query (`htu`), the SHA-256 of the body (`bh`),
 * the time in seconds (`iat`) and a number used once (`jti`).
 */
export const SIGNATURE_SCHEME = 'Restante';
export const SIGNATURE_ALGORITHM = 'EdDSA';
