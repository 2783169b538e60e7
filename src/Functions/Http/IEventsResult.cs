namespace Lectern.Functions.Http;

/// <summary>An answer by server-sent events (WHATWG HTML, "Server-sent events").</summary>
public interface IEventsResult : IResult;
