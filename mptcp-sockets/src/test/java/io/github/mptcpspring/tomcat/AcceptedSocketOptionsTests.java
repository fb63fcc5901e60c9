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

package io.github.mptcpspring.tomcat;

import java.io.IOException;
import java.util.function.Consumer;

import io.github.mptcpspring.Problem;
import org.apache.tomcat.util.net.SocketProperties;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AcceptedSocketOptions}.
 */
class AcceptedSocketOptionsTests {

	private final SocketProperties properties = new SocketProperties();

	@Test
	void defaultsDoNotConflict() throws IOException {
		assertThat(AcceptedSocketOptions.findConflict(this.properties)).isEmpty();
	}

	@Test
	void optionsThatMptcpTakesDoNotConflict() throws IOException {
		this.properties.setRxBufSize(65536);
		this.properties.setTxBufSize(65536);
		this.properties.setSoKeepAlive(true);
		this.properties.setSoLingerOn(true);
		this.properties.setSoLingerTime(1);
		this.properties.setSoTimeout(1000);
		this.properties.setTcpNoDelay(false);
		this.properties.setPerformanceConnectionTime(1);
		this.properties.setPerformanceLatency(1);
		this.properties.setPerformanceBandwidth(1);
		assertThat(AcceptedSocketOptions.findConflict(this.properties)).isEmpty();
	}

	@Test
	void reuseAddressConflicts() throws IOException {
		this.properties.setSoReuseAddress(false);
		assertThat(AcceptedSocketOptions.findConflict(this.properties))
			.hasValueSatisfying(saying("socket.soReuseAddress"));
	}

	@Test
	void outOfBandInlineConflicts() throws IOException {
		this.properties.setOoBInline(false);
		assertThat(AcceptedSocketOptions.findConflict(this.properties)).hasValueSatisfying(saying("socket.ooBInline"));
	}

	private Consumer<Problem> saying(String option) {
		return (conflict) -> {
			assertThat(conflict.description()).contains(option);
			assertThat(conflict.action()).contains(option);
		};
	}

}
