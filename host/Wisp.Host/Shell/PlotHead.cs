using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Localization;
using Wisp.Host.Web;

namespace Wisp.Host.Shell;

/// <summary>What plot.js is told by the page: where its larger parts lie, and texts.</summary>
internal sealed class PlotHead(IFileVersionProvider versions, IStringLocalizer<HostText> text)
{
    public string Json(HttpContext context) => JsonSerializer.Serialize(
        new
        {
            Css = versions.AddFileVersionToPath(context.Request.PathBase, "/lib/uplot/uPlot.min.css"),
            Script = versions.AddFileVersionToPath(context.Request.PathBase, "/lib/uplot/uPlot.iife.min.js"),
            Failed = text["plot.failed"].Value,
            Time = text["plot.time"].Value,
        },
        JsonSerializerOptions.Web);
}
