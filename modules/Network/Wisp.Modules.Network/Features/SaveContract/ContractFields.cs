using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using NetTopologySuite.Geometries;
using Wisp.Modules.Network.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.SaveContract;

/// <summary>The typed fields as they are stored, and the rules that need no database.</summary>
internal sealed class ContractFields
{
    private const int LongestDetails = 4000;
    private const int LongestAddress = 255;
    private const int LongestUsername = 100;
    private const int LongestPassword = 128;

    private readonly List<Problem> _problems = [];

    public IReadOnlyList<Problem> Problems => _problems;

    public DateOnly? Start { get; private set; }

    public DateOnly? End { get; private set; }

    public DateOnly? NextPlanFrom { get; private set; }

    public IPAddress? Ip { get; private set; }

    public PhysicalAddress? Mac { get; private set; }

    public string? Username { get; private set; }

    public string? Address { get; private set; }

    public string? AddressAdditionalData { get; private set; }

    public Point? Location { get; private set; }

    public string? Details { get; private set; }

    /// <param name="input">What was typed.</param>
    /// <param name="hasPassword">Whether a password is stored already.</param>
    /// <param name="today">The business date.</param>
    public static ContractFields Read(ContractInput input, bool hasPassword, DateOnly today)
    {
        var fields = new ContractFields();
        fields.ReadService(input);
        fields.ReadDates(input, today);
        fields.ReadNet(input, hasPassword);
        fields.ReadPlace(input);
        return fields;
    }

    private void ReadService(ContractInput input)
    {
        if (input.PlanId is null) Wrong(nameof(input.PlanId), "plan.missing");
        if (input.ServerId is null) Wrong(nameof(input.ServerId), "server.missing");
    }

    private void ReadDates(ContractInput input, DateOnly today)
    {
        Start = Day(nameof(input.StartDate), input.StartDate, "start.invalid");
        End = Day(nameof(input.EndDate), input.EndDate, "end.invalid");
        NextPlanFrom = Day(nameof(input.NextPlanFrom), input.NextPlanFrom, "next-from.invalid");
        if (string.IsNullOrWhiteSpace(input.StartDate)) Wrong(nameof(input.StartDate), "start.missing");
        if (End < Start) Wrong(nameof(input.EndDate), "end.before", End!, Start!);
        if (input.NextPlanId is not null && string.IsNullOrWhiteSpace(input.NextPlanFrom)) Wrong(nameof(input.NextPlanFrom), "next-from.missing");
        if (input.NextPlanId is null && NextPlanFrom is not null) Wrong(nameof(input.NextPlanId), "next-plan.missing");
        if (input.NextPlanId is not null && input.NextPlanId == input.PlanId) Wrong(nameof(input.NextPlanId), "next-plan.same");
        if (input.NextPlanId is not null && NextPlanFrom <= today) Wrong(nameof(input.NextPlanFrom), "next-from.past", NextPlanFrom!, today);
    }

    private void ReadNet(ContractInput input, bool hasPassword)
    {
        if (Typed.Line(input.Ip) is { } ip)
        {
            Ip = ReadIp(ip);
            if (Ip is null) Wrong(nameof(input.Ip), "ip.invalid", ip);
        }

        if (Typed.Line(input.MacAddress) is { } mac)
        {
            Mac = MacText.Read(mac);
            if (Mac is null) Wrong(nameof(input.MacAddress), "mac.invalid", mac);
        }

        Username = Typed.Line(input.PppoeUsername);
        if (Username?.Length > LongestUsername) Wrong(nameof(input.PppoeUsername), "username.long", Username.Length, LongestUsername);
        if (input.PppoePassword is { Length: > LongestPassword } tooLong) Wrong(nameof(input.PppoePassword), "password.long", tooLong.Length, LongestPassword);
        else if (input.PppoePassword?.Any(c => c is < ' ' or > '~') == true) Wrong(nameof(input.PppoePassword), "password.characters");
        if (!input.PppoeEnabled) return;
        if (Username is null) Wrong(nameof(input.PppoeUsername), "username.missing");
        if (!hasPassword && string.IsNullOrEmpty(input.PppoePassword)) Wrong(nameof(input.PppoePassword), "password.missing");
    }

    private void ReadPlace(ContractInput input)
    {
        Address = Typed.Line(input.Address);
        AddressAdditionalData = Typed.Line(input.AddressAdditionalData);
        Details = Typed.Text(input.Details);
        if (Address?.Length > LongestAddress) Wrong(nameof(input.Address), "address.long", Address.Length, LongestAddress);
        if (AddressAdditionalData?.Length > LongestAddress)
            Wrong(nameof(input.AddressAdditionalData), "address-additional.long", AddressAdditionalData.Length, LongestAddress);
        if (Details?.Length > LongestDetails) Wrong(nameof(input.Details), "details.long", Details.Length, LongestDetails);
        if (!GeoText.TryRead(input.Latitude, input.Longitude, out var point))
            Wrong(nameof(input.Latitude), "point.invalid", input.Latitude ?? "", input.Longitude ?? "");
        Location = point;
    }

    // The framework also reads 10.1 and 0x0a000001 as addresses, which nobody means.
    private static IPAddress? ReadIp(string typed) =>
        IPAddress.TryParse(typed, out var ip)
        && (ip.AddressFamily == AddressFamily.InterNetworkV6 ? ip.ScopeId == 0 && !typed.Contains('[', StringComparison.Ordinal) : ip.ToString() == typed) ? ip : null;

    private DateOnly? Day(string field, string? typed, string key)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        var day = Typed.Day(typed);
        if (day is null) Wrong(field, key, typed.Trim());
        return day;
    }

    private void Wrong(string field, string key, params object[] arguments) => _problems.Add(new(field, key, arguments));
}
