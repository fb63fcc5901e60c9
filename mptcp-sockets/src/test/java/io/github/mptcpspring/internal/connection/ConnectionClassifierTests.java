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

package io.github.mptcpspring.internal.connection;

import io.github.mptcpspring.ConnectionState;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.descriptor.BorrowedDescriptor;
import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.testsupport.FakeSystemCalls;
import io.github.mptcpspring.testsupport.FaultySystemCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectionClassifier} with whatever the kernel can answer.
 */
class ConnectionClassifierTests {

	private final FakeSystemCalls kernel = new FakeSystemCalls();

	private final FaultySystemCalls calls = new FaultySystemCalls(this.kernel);

	@ParameterizedTest
	@ValueSource(ints = { Errno.EOPNOTSUPP, Errno.ENOPROTOOPT })
	void aConnectionThatFellBackRefusesTheOption(int errno) {
		BorrowedDescriptor connection = connection(SysSocket.IPPROTO_MPTCP);
		this.calls.failEach(".* MPTCP_INFO", errno);
		assertThat(ConnectionClassifier.classify(connection)).contains(new ConnectionState(Protocol.FALLBACK, null));
	}

	@ParameterizedTest
	@ValueSource(ints = { Errno.EBADF, Errno.ENOTSOCK, Errno.EPERM, Errno.EACCES, Errno.ENOMEM, Errno.EINVAL })
	void anyOtherErrorTellsNothing(int errno) {
		BorrowedDescriptor connection = connection(SysSocket.IPPROTO_MPTCP);
		this.calls.failEach(".* MPTCP_INFO", errno);
		assertThat(ConnectionClassifier.classify(connection)).isEmpty();
	}

	@Test
	void aDescriptorThatIsClosedTellsNothing() {
		assertThat(ConnectionClassifier.classify(new BorrowedDescriptor(this.calls, 7))).isEmpty();
	}

	@Test
	void tcpIsTcp() {
		assertThat(ConnectionClassifier.classify(connection(SysSocket.IPPROTO_TCP)))
			.contains(new ConnectionState(Protocol.TCP, null));
	}

	private BorrowedDescriptor connection(int protocol) {
		int descriptor = this.kernel.socket(SysSocket.AF_INET, SysSocket.SOCK_STREAM, protocol);
		this.kernel.at(descriptor).connect();
		return new BorrowedDescriptor(this.calls, descriptor);
	}

}
