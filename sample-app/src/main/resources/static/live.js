// Shows what the actuator endpoint answers, once a second while somebody looks.
'use strict';

const SHOWN_CONNECTIONS = 10;

function element(tag, text, className) {
	const created = document.createElement(tag);
	created.textContent = text;
	if (className) {
		created.className = className;
	}
	return created;
}

function replace(id, children) {
	document.getElementById(id).replaceChildren(...children);
}

function row(tag, values) {
	const created = document.createElement('tr');
	created.append(...values.map((value) => element(tag, value ?? '–')));
	return created;
}

async function read(path) {
	const response = await fetch('actuator/mptcp' + path);
	if (!response.ok) {
		throw new Error('actuator/mptcp' + path + ' answers ' + response.status);
	}
	return response.json();
}

function showSummary(state) {
	const protocol = state.listeners.map((listener) =>
		`${listener.server} listens on port ${listener.port ?? '–'} with ${listener.protocol.toUpperCase()}`);
	const connections = state.connections;
	replace('summary', [
		element('li', state.available ? 'MPTCP is available.' : `MPTCP is not available: ${state.unavailableReason}.`),
		...protocol.map((text) => element('li', text + '.')),
		element('li', connections === null ? 'The connections of this process cannot be read here.'
			: `${connections.mptcp} MPTCP connections with ${state.subflows.current} subflows, `
				+ `${connections.fallback} that fell back, ${connections.tcp} plain TCP.`)
	]);
}

function showAdvice(advice) {
	replace('advice', advice.length === 0 ? [element('p', 'None: all is well.')] : advice.flatMap((piece) =>
		[element('p', piece.problem + '.', piece.severity), element('p', piece.fix + '.'),
			...(piece.commands.length === 0 ? [] : [element('pre', piece.commands.join('\n'))])]));
}

function showConnections(list) {
	replace('connections', list.connections.map((connection) => row('td', [connection.role, connection.protocol,
		connection.local, connection.remote, connection.subflows, connection.bytesSent, connection.bytesReceived])));
	const hidden = list.total - list.connections.length;
	document.getElementById('hidden').textContent = (hidden > 0) ? `and ${hidden} more` : '';
}

async function showPaths(connections) {
	const details = await Promise.all(connections.filter((connection) => connection.subflows > 1)
		.map((connection) => read('/connections/' + connection.id).catch(() => null)));
	replace('paths', details.filter((detail) => detail?.paths).flatMap((detail) => detail.paths.map((path) =>
		row('td', [detail.id, path.local, path.remote, path.state, path.rttMillis, path.cwnd, path.bytesSent,
			path.bytesReceived]))));
}

async function show() {
	if (!document.hidden) {
		try {
			const state = await read('');
			showSummary(state);
			showAdvice(state.advice);
			const list = await read('/connections?limit=' + SHOWN_CONNECTIONS);
			showConnections(list);
			await showPaths(list.connections);
		}
		catch (error) {
			replace('summary', [element('li', `Nothing can be shown now: ${error.message}.`)]);
		}
	}
	setTimeout(show, 1000);
}

show();
