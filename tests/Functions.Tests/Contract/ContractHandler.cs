using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Xunit;

namespace Lectern.Functions.Tests.Contract;

/// <summary>
/// Holds every answer that a test gets against the contract, and fails the test whose answer breaks it. Streams pass
/// through: lines of an export are looked at as they come, events are left alone.
/// </summary>
internal sealed class ContractHandler(ApiContract contract, HttpMessageHandler server) : DelegatingHandler(server)
{
    /// <summary>
    /// How many lines of an export are looked at.
    /// The rest comes from the same code, and tests measure how a long one flows.
    /// </summary>
    private const int CheckedLines = 1_000;

    private const int MaxRequestLineBytes = 8 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string asked = $"{request.Method} {request.RequestUri!.PathAndQuery}";
        string path = request.RequestUri.AbsolutePath;
        var response = await base.SendAsync(request, cancellationToken);
        string where = $"{asked} → {(int)response.StatusCode}";
        if (!path.StartsWith(contract.Prefix + "/", StringComparison.Ordinal))
        {
            return response;
        }

        if (RefusalOfServer(asked, request.RequestUri) is { } refusal)
        {
            Assert.True(response.StatusCode == refusal, $"{where}: the server must refuse this with {refusal}.");
            return response;
        }

        if (request.Method == HttpMethod.Options && request.Headers.Contains("Access-Control-Request-Method"))
        {
            Assert.True(response.StatusCode == HttpStatusCode.NoContent, $"{where}: a pre-flight request is answered.");
            return response;
        }

        if (contract.Operation(request.Method.Method, path) is not { } operation)
        {
            await CheckRefusalAsync(where, request.Method, response, cancellationToken);
            return response;
        }

        where = $"{operation.GetProperty("operationId")}: {where}";
        if (ApiContract.Promise(operation, (int)response.StatusCode) is not { } promise)
        {
            string body = await response.Content.ReadAsStringAsync(cancellationToken);
            Assert.Fail($"{where}: the contract has no such status. {body}");
            return response;
        }

        AssertNone(where, contract.HeaderFaults(promise, response));
        await (request.Method == HttpMethod.Head
            ? CheckHeadAsync(where, promise, response, cancellationToken)
            : CheckBodyAsync(where, promise, response, cancellationToken));
        return response;
    }

    /// <summary>What is no operation is refused by a problem, of which HEAD has the headers alone.</summary>
    private static async Task CheckRefusalAsync(
        string where, HttpMethod method, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        where = $"{where}: this is no operation of the contract, so";
        bool isNotAllowed = response.StatusCode == HttpStatusCode.MethodNotAllowed;
        Assert.True(isNotAllowed || response.StatusCode == HttpStatusCode.NotFound, $"{where} it must be 404 or 405.");
        Assert.True(
            response.Content.Headers.ContentType?.MediaType == "application/problem+json",
            $"{where} it must be a problem.");
        Assert.True(
            isNotAllowed == response.Content.Headers.Allow.Count > 0, $"{where} it must have Allow if it is 405.");
        byte[] body = await ReadAsync(response.Content, cancellationToken);
        string code = isNotAllowed ? "method-not-allowed" : "not-found";
        Assert.True(
            method == HttpMethod.Head
                ? body.Length == 0
                : JsonElement.Parse(body).GetProperty("code").GetString() == code,
            $"{where} its code must be {code}.");
    }

    /// <summary>HEAD has the headers that GET has, and nothing else.</summary>
    private static async Task CheckHeadAsync(
        string where, JsonElement promise, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        Assert.True(body.Length == 0, $"{where}: there is a body.");
        string? type = response.Content.Headers.ContentType?.MediaType;
        Assert.True(
            promise.TryGetProperty("content", out _) == ApiContract.Media(promise, type).HasValue,
            $"{where}: the content type {type} is not in the contract.");
    }

    /// <summary>
    /// What the server refuses before there is anybody who could write a problem: NUL in a path, and a longer request
    /// line than Kestrel reads (MaxRequestLineSize).
    /// </summary>
    private static HttpStatusCode? RefusalOfServer(string asked, Uri uri) =>
        $"{asked} HTTP/1.1\r\n".Length > MaxRequestLineBytes ? HttpStatusCode.RequestUriTooLong
        : uri.AbsolutePath.Contains("%00", StringComparison.Ordinal) ? HttpStatusCode.BadRequest
        : null;

    private async Task CheckBodyAsync(
        string where, JsonElement promise, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        string? type = response.Content.Headers.ContentType?.MediaType;
        if (!promise.TryGetProperty("content", out _))
        {
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            Assert.True(type is null && body.Length == 0, $"{where}: there is a body ({type}), the contract has none.");
            return;
        }

        if (ApiContract.Media(promise, type) is not { } media)
        {
            Assert.Fail($"{where}: the content type {type} is not in the contract.");
        }
        else if (ApiContract.IsJson(type))
        {
            AssertNone(where, contract.BodyFaults(media, await ReadAsync(response.Content, cancellationToken)));
        }
        else if (ApiContract.IsLines(type))
        {
            var lines = new LineStream(
                await response.Content.ReadAsStreamAsync(cancellationToken),
                CheckedLines,
                (number, line) => AssertNone($"{where}, line {number}", contract.BodyFaults(media, line)));
            var passing = new StreamContent(lines);
            foreach (var (name, values) in response.Content.Headers)
            {
                passing.Headers.TryAddWithoutValidation(name, values);
            }

            response.Content = passing;
        }
    }

    /// <summary>The body as it was before it was compressed; the caller reads it a second time, untouched.</summary>
    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        byte[] body = await content.ReadAsByteArrayAsync(cancellationToken);
        if (content.Headers.ContentEncoding.SingleOrDefault() is not { } encoding)
        {
            return body;
        }

        using var plain = new MemoryStream();
        await using Stream packed = encoding == "br"
            ? new BrotliStream(new MemoryStream(body), CompressionMode.Decompress)
            : new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
        await packed.CopyToAsync(plain, cancellationToken);
        return plain.ToArray();
    }

    private static void AssertNone(string where, IEnumerable<string> faults)
    {
        string all = string.Join("; ", faults.Take(5));
        Assert.True(
            all.Length == 0,
            $"{where}: {all}. The answer differs from infra/api/openapi.json. If you have changed the API, write the "
            + "description again: UPDATE_OPENAPI=1 dotnet test --project tests/Functions.Tests "
            + "--filter-class '*.OpenApiTests'");
    }
}
