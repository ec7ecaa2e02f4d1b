using Wisp.Host.Features.Mail;
using Wisp.Host.Web;
using Wisp.Sdk;

namespace Wisp.Host.Endpoints;

/// <summary>A mail as its reader sees it, for the frame on its page.</summary>
internal static class MailEndpoints
{
    public static void MapMail(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/mail/{id:guid}/body", BodyAsync).RequireAuthorization(new RequirePermissionAttribute("mail.view"));

    private static async Task<IResult> BodyAsync(Guid id, MailBook book, HttpContext context, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(id, cancellationToken) is not { } mail || await book.WriteAsync(mail, cancellationToken) is not { } written) return Results.NotFound();
        context.Features.Set(FramedMail.Instance);
        return Results.Text(written.Html, "text/html; charset=utf-8");
    }
}
