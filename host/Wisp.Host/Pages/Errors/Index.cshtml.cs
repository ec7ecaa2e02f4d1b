using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Wisp.Host.Shell;
using Wisp.Host.Web;
using Wisp.Sdk;

namespace Wisp.Host.Pages;

/// <summary>What went wrong, without what is inside. It is reached with the method of the request that failed.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
public sealed class ErrorModel(ICurrentOperator current, LoadedContributions loaded) : PageModel
{
    public int Code { get; private set; }

    public string Kind => Code switch { 400 or 403 or 404 or 413 or 429 => $"{Code}", _ when Code < 500 => "400", _ => "500" };

    public string Reference => ErrorReference.Of(HttpContext);

    /// <summary>The part of the site that failed and looks unlike the admin site, or <c>null</c>.</summary>
    public ErrorArea? Area => Failed is { } path
        ? loaded.All.SelectMany(one => one.Contributions.ErrorAreas).FirstOrDefault(area => new PathString(path).StartsWithSegments(area.Prefix, StringComparison.OrdinalIgnoreCase)) : null;

    public string Home => Area?.Prefix ?? "/";

    public bool InShell => current.Id is not null && HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error is not NpgsqlException;

    private string? Failed =>
        HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path;

    public IActionResult OnGet() => Show();

    public IActionResult OnPost() => Show();

    public IActionResult OnPut() => Show();

    public IActionResult OnPatch() => Show();

    public IActionResult OnDelete() => Show();

    private static int StatusOf(Exception failure) => failure.GetBaseException() switch
    {
        BadHttpRequestException unreadable => unreadable.StatusCode,
        // A text with U+0000, which no keyboard makes.
        PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire } => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status500InternalServerError,
    };

    private IActionResult Show()
    {
        // Not bound: binding would read the form that failed.
        Code = int.Parse((string)RouteData.Values["code"]!, CultureInfo.InvariantCulture);
        // Asked for by its own URL, it is a page that does not exist.
        var failure = HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is null && failure is null) Code = 404;
        if (failure is not null) Code = StatusOf(failure);
        Response.StatusCode = Code is >= 400 and < 600 ? Code : 404;
        return Request.IsHtmx() ? Partial("/Pages/Errors/_Error.cshtml", this) : Page();
    }
}
