using System.Net;
using System.Text;
using Lectern.Functions.Http;
using Lectern.Functions.Tests.Students;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>The largest body, however it is sent: with its length or in chunks, at once or slowly.</summary>
public sealed class BodySizeTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    private const int Mebibyte = 1024 * 1024;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_of_exactly_the_limit_is_read(bool chunked)
    {
        using var content = new Padded(BodyLimit.MaxBytes, chunked);

        Assert.Equal(HttpStatusCode.Created, (await PostAsync(content)).Status);
    }

    [Theory]
    [InlineData(BodyLimit.MaxBytes + 1, true)]
    [InlineData(BodyLimit.MaxBytes + 1, false)]
    [InlineData(11 * Mebibyte, true)]
    [InlineData(11 * Mebibyte, false)]
    [InlineData(40 * Mebibyte, true)]
    [InlineData(40 * Mebibyte, false)]
    public async Task A_larger_body_is_refused_and_the_connection_stays_open_until_all_of_it_was_sent(
        int bytes, bool chunked)
    {
        using var content = new Padded(bytes, chunked);

        (await PostAsync(content)).AssertProblem(413, "body-too-large");

        Assert.Equal(bytes, content.SentBytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_trickles_over_the_limit_is_refused_when_all_of_it_was_sent(bool withKey)
    {
        using var content = new Padded(BodyLimit.MaxBytes + 50, chunked: true) { TrickledBytes = 100 };

        (await PostAsync(content, withKey ? [Money.Key] : [])).AssertProblem(413, "body-too-large");

        Assert.Equal(BodyLimit.MaxBytes + 50, content.SentBytes);
    }

    [Fact]
    public async Task A_caller_who_waits_for_leave_to_send_is_refused_before_it_sends()
    {
        using var content = new Padded(11 * Mebibyte, chunked: false);
        // Longer than any answer takes: without leave the client would send after this time.
        using var patient = new HttpClient(
            new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(5) });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(api.Client.BaseAddress!, "students"))
        {
            Content = content,
        };
        request.Headers.ExpectContinue = true;

        using var answer = await patient.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, 0), (answer.StatusCode, content.SentBytes));
    }

    private Task<Answer> PostAsync(Padded content, params (string, string)[] headers) =>
        api.SendAsync(HttpMethod.Post, "students", content, headers);

    /// <summary>A student, with as much white space before it as makes the size.</summary>
    private sealed class Padded : HttpContent
    {
        private readonly byte[] _student = Encoding.UTF8.GetBytes(NewStudent.Body());
        private readonly int _bytes;
        private readonly bool _chunked;

        public Padded(int bytes, bool chunked)
        {
            (_bytes, _chunked) = (bytes, chunked);
            Headers.ContentType = new("application/json");
        }

        /// <summary>How many of the bytes, the last, are sent one by one with a pause after each.</summary>
        public int TrickledBytes { get; init; }

        /// <summary>How many bytes the connection has taken.</summary>
        public int SentBytes { get; private set; }

        protected override bool TryComputeLength(out long length)
        {
            length = _bytes;
            return !_chunked;
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            byte[] all = new byte[_bytes];
            all.AsSpan().Fill((byte)' ');
            _student.CopyTo(all, _bytes - _student.Length);
            while (SentBytes < _bytes - TrickledBytes)
            {
                await SendAsync(stream, all, Math.Min(Mebibyte, _bytes - TrickledBytes - SentBytes));
            }

            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
            while (SentBytes < _bytes)
            {
                await SendAsync(stream, all, 1);
                await pause.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            }
        }

        private async Task SendAsync(Stream stream, byte[] all, int count)
        {
            await stream.WriteAsync(all.AsMemory(SentBytes, count), TestContext.Current.CancellationToken);
            await stream.FlushAsync(TestContext.Current.CancellationToken);
            SentBytes += count;
        }
    }
}
