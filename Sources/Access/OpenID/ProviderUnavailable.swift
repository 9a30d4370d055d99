/// The keys of the OpenID provider could not be fetched, so nobody can tell whose a token is.
package struct ProviderUnavailable: Error {}
