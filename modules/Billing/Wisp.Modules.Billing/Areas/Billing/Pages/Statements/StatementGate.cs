using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Wisp.Modules.Billing.Features.Statements;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Statements;

/// <summary>Statements are for those who record payments of any client, and see them all.</summary>
internal sealed class StatementGate(StatementAccess access) : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (!access.IsAllowed) context.Result = new ForbidResult();
        else if (!access.IsOpen) context.Result = new NotFoundResult();
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
    }
}
