namespace Lectern.Functions.Http;

/// <summary>Server-sent events (WHATWG HTML, "Server-sent events").</summary>
public interface IEventsResult : IResult;
