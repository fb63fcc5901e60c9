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

package io.github.mptcpspring.reactor;

import java.util.Set;

import io.github.mptcpspring.webserver.MptcpSwitchedOffTests;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;

/**
 * Tests for a network namespace in which MPTCP is switched off.
 */
@Tag("server")
class NettyMptcpSwitchedOffTests extends MptcpSwitchedOffTests {

	NettyMptcpSwitchedOffTests() {
		super(NettyServer::start);
	}

	@Override
	protected void assertNoneLeftOpen(Set<String> before) {
		// Event loops close theirs when they come to it
		Awaitility.await().untilAsserted(() -> super.assertNoneLeftOpen(before));
	}

}
