/** Where RFC 8628 sends the device's user. Here an administrator confirms, so the page says whom to tell the code. */
export const DEVICE_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Confirm a device</title>
<h1>Confirm a device</h1>
<p>An administrator of the account confirms this device in the list of endpoints.
Give them the code that it shows: they compare it with the one in the list.</p>
`;
