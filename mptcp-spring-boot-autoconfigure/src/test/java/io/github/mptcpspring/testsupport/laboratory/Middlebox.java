/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.testsupport.laboratory;

import io.github.mptcpspring.testsupport.network.Host;

/**
 * A box before the server that knows better than the end points what a TCP segment should
 * look like. A packet of more than 120 bytes carries data: no headers are that long.
 */
public enum Middlebox {

	/** Takes the MPTCP options out of SYNs. */
	STRIPS_MPTCP_FROM_SYN("tcp flags & (syn|ack) == syn reset tcp option mptcp"),

	/** Takes the MPTCP options out of all segments but SYNs. */
	STRIPS_MPTCP_AFTER_SYN("tcp flags & (syn|ack) != syn reset tcp option mptcp"),

	/** Takes the MPTCP options out of segments that carry data, but for SYNs. */
	STRIPS_MPTCP_FROM_DATA("tcp flags & (syn|ack) != syn meta length > 120 reset tcp option mptcp"),

	/** Drops SYNs that carry data. */
	DROPS_SYN_WITH_DATA("tcp flags & (syn|ack) == syn meta length > 120 drop");

	private static final String TABLE = "inet middlebox";

	private final String rule;

	Middlebox(String rule) {
		this.rule = rule;
	}

	void standBefore(Host host) {
		host.run("nft add table %s", TABLE);
		host.run("nft add chain %s arrivals { type filter hook prerouting priority raw; }", TABLE);
		host.run("nft add rule %s arrivals %s", TABLE, this.rule);
	}

	static void remove(Host host) {
		// It cannot be deleted where it is not
		host.run("nft add table %s", TABLE);
		host.run("nft delete table %s", TABLE);
	}

}
