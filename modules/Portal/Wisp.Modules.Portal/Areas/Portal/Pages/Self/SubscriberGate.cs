using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Wisp.Contracts.Clients;
using Wisp.Contracts.Portal;
using Wisp.Modules.Portal.Features.Sessions;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self;

/// <summary>A page for somebody who must change the password that was made for him.</summary>
internal interface IBeforePassword;

/// <summary>
/// At each page that states [Subscriber], of whatever module: nothing is shown before a password that was made for him is changed; an operator who looks changes nothing; and what
/// is changed is audited as the subscriber's.
/// </summary>
internal sealed class SubscriberGate(IClientDirectory clients, IActorAccessor actors) : IAsyncPageFilter
{
    private const int LongestName = 200;

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<SubscriberAttribute>() is null || http.Features.Get<OpenSession>() is not { } session)
        {
            await next();
            return;
        }

        var reads = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        if (session.OperatorName is not null && !reads) context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
        else if (session is { MustChange: true, OperatorName: null } && context.HandlerInstance is not IBeforePassword) context.Result = new RedirectResult("/portal/password");
        else if (reads) await next();
        else
        {
            var name = (await clients.FindAsync(session.ClientId, http.RequestAborted))?.Name ?? "?";
            using (actors.Begin(new Actor(null, name[..Math.Min(name.Length, LongestName)], "portal", Address: http.Connection.RemoteIpAddress?.ToString()))) await next();
        }
    }
}
