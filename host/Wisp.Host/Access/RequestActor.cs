using Wisp.Sdk;

namespace Wisp.Host.Access;

/// <summary>Names who acts in this request, for the audit.</summary>
internal sealed class RequestActor(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, IActorAccessor actors, ICurrentOperator current)
    {
        var name = current.Id is null ? "anonymous" : current.Email ?? current.Name;
        var channel = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ? "page" : "form";
        using (actors.Begin(new Actor(current.Id, name, channel, Address: context.Connection.RemoteIpAddress?.ToString())))
            await next(context);
    }
}
