/// The meaning of the status of an answer (RFC 9110, section 15).
enum HTTPStatus {
    static func meaning(of status: Int) -> String {
        switch status {
        case 400: "bad request"
        case 401: "unauthorized"
        case 403: "forbidden"
        case 404: "not found"
        case 405: "method not allowed"
        case 407: "proxy authentication required"
        case 408: "request timed out"
        case 410: "no longer exists"
        case 429: "too many requests"
        case 500: "internal server error"
        case 502: "bad gateway"
        case 503: "service unavailable"
        case 504: "gateway timed out"
        case 300..<400: "redirected"
        case 400..<500: "client error"
        case 500..<600: "server error"
        default: "unexpected"
        }
    }
}
