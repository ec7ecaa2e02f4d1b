using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Wisp.Contracts.Billing;

namespace Wisp.Modules.Billing.Features.Notices;

/// <summary>What a gateway is answered: JSON with what happened, and of a refusal the field, the rule and a sentence.</summary>
/// <param name="Code">HTTP status.</param>
internal sealed record NoticeAnswer([property: JsonIgnore] int Code, string Result)
{
    // It is read by programs, never as a page.
    private static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string? Transaction { get; init; }

    /// <summary>The number on the receipt.</summary>
    public long? Payment { get; init; }

    public string? Status { get; init; }

    public string? Field { get; init; }

    public string? Rule { get; init; }

    public string? Message { get; init; }

    public static NoticeAnswer Recorded(string transaction, long payment) => new(200, "recorded") { Transaction = transaction, Payment = payment };

    public static NoticeAnswer Noted(string transaction, string status) => new(200, "noted") { Transaction = transaction, Status = status };

    public static NoticeAnswer Unmatched(string transaction) => new(202, "unmatched") { Transaction = transaction };

    public static NoticeAnswer Refused(int code, GatewayRefusal refusal) =>
        new(code, "refused") { Field = refusal.Field, Rule = refusal.Rule, Message = refusal.Message };

    public async Task WriteAsync(HttpContext context)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(this, Options);
        context.Response.StatusCode = Code;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json, context.RequestAborted);
    }
}
