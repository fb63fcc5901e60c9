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

package io.github.mptcpspring.internal.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.mptcpspring.testsupport.KernelCounters;
import io.github.mptcpspring.testsupport.MptcpRequired;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MibCounters}.
 */
class MibCountersTests {

	private static final String TCP = """
			TcpExt: SyncookiesSent TCPFastOpenActive TCPFastOpenActiveFail TCPFastOpenPassive TCPFastOpenPassiveFail \
			TCPFastOpenListenOverflow TCPFastOpenCookieReqd TCPFastOpenBlackhole TCPFastOpenPassiveAltKey TCPMemoryPressures
			TcpExt: 100 1 2 3 4 5 6 7 8 200
			""";

	private static final String IP = """
			IpExt: InNoRoutes InOctets
			IpExt: 300 301
			""";

	private static final String LINUX_6_1 = """
			MPTcpExt: MPCapableSYNRX MPCapableSYNTX MPCapableSYNACKRX MPCapableACKRX MPCapableFallbackACK \
			MPCapableFallbackSYNACK MPCapableEndpAttempt MPFallbackTokenInit MPTCPRetrans MPJoinNoTokenFound \
			MPJoinSynRx MPJoinSynBackupRx MPJoinSynAckRx MPJoinSynAckBackupRx MPJoinSynAckHMacFailure MPJoinAckRx \
			MPJoinAckHMacFailure DSSNotMatching DSSCorruptionFallback DSSCorruptionReset InfiniteMapTx InfiniteMapRx \
			DSSNoMatchTCP DataCsumErr OFOQueueTail OFOQueue OFOMerge NoDSSInWindow DuplicateData AddAddr EchoAdd \
			PortAdd AddAddrDrop MPJoinPortSynRx MPJoinPortSynAckRx MPJoinPortAckRx MismatchPortSynRx \
			MismatchPortAckRx RmAddr RmAddrDrop RmSubflow MPPrioTx MPPrioRx MPFailTx MPFailRx MPFastcloseTx \
			MPFastcloseRx MPRstTx MPRstRx RcvPruned SubflowStale SubflowRecover SndWndShared RcvWndShared \
			RcvWndConflictUpdate RcvWndConflict
			MPTcpExt: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 \
			37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56
			""";

	@TempDir
	private Path directory;

	@Test
	void mptcpComesFirstThenFastOpenAndNothingElse() throws IOException {
		MibCounters counters = read(TCP, IP, """
				MPTcpExt: MPCapableSYNRX MPJoinAckRx
				MPTcpExt: 12 9223372036854775807
				""");
		assertThat(List.copyOf(counters.values().entrySet())).containsExactly(Map.entry("MPCapableSYNRX", 12L),
				Map.entry("MPJoinAckRx", Long.MAX_VALUE), Map.entry("TCPFastOpenActive", 1L),
				Map.entry("TCPFastOpenActiveFail", 2L), Map.entry("TCPFastOpenPassive", 3L),
				Map.entry("TCPFastOpenPassiveFail", 4L), Map.entry("TCPFastOpenListenOverflow", 5L),
				Map.entry("TCPFastOpenCookieReqd", 6L), Map.entry("TCPFastOpenBlackhole", 7L),
				Map.entry("TCPFastOpenPassiveAltKey", 8L));
	}

	@Test
	void whatLinux61DoesNotCountIsAbsentAndNotZero() throws IOException {
		MibCounters counters = read(TCP, IP, LINUX_6_1);
		assertThat(counters.values()).hasSize(56 + 8)
			.doesNotContainKeys("MPCurrEstab", "Blackhole", "MPJoinRejected", "MPJoinSynTx", "AddAddrTx", "WinProbe");
		assertThat(counters.find("MPJoinRejected")).isEmpty();
		assertThat(counters.get("MPJoinRejected")).isZero();
		assertThat(counters.find("MPCapableSYNRX")).hasValue(1);
		assertThat(counters.get("RcvWndConflict")).isEqualTo(56);
	}

	@Test
	void countersThatNobodyKnowsYetAreThere() throws IOException {
		assertThat(read("""
				MPTcpExt: MPCapableSYNRX MPInventedTomorrow
				MPTcpExt: 1 2
				""").get("MPInventedTomorrow")).isEqualTo(2);
	}

	@Test
	void kernelWithoutMptcpCountsFastOpenOnly() throws IOException {
		assertThat(read(TCP, IP).values()).hasSize(8).containsEntry("TCPFastOpenPassive", 3L);
	}

	@Test
	void namesWithoutValuesAreLeftOut() throws IOException {
		assertThat(read("MPTcpExt: MPCapableSYNRX\n").values()).isEmpty();
		assertThat(read("MPTcpExt: MPCapableSYNRX MPJoinAckRx\nMPTcpExt: 1\n").values())
			.containsExactly(Map.entry("MPCapableSYNRX", 1L));
	}

	@Test
	void whatIsBelowZeroForAMomentIsZero() throws IOException {
		assertThat(read("MPTcpExt: MPCapableSYNRX MPCurrEstab\nMPTcpExt: 1 18446744073709551615\n").values())
			.containsOnly(Map.entry("MPCapableSYNRX", 1L), Map.entry("MPCurrEstab", 0L));
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "", "-1", "1.5", "18446744073709551616", "1e3", "0x1", "\u0000", "MPTcpExt:" })
	void aValueThatIsNoNumberIsLeftOutAndNoOther(String value) throws IOException {
		assertThat(read("MPTcpExt: MPCapableSYNRX MPJoinAckRx AddAddr\nMPTcpExt: 1 " + value + " 3\n").values())
			.containsOnly(Map.entry("MPCapableSYNRX", 1L), Map.entry("AddAddr", 3L));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "garbage\n", "MPTcpExt:\n", " \n", "\u0000\u0001\n", "a: 1\na: 2\nb\n" })
	void aLineThatIsNotExpectedHidesNoOther(String line) throws IOException {
		assertThat(read(IP, line, TCP, "MPTcpExt: MPCapableSYNRX\nMPTcpExt: 1\n", line).values()).hasSize(9)
			.containsEntry("MPCapableSYNRX", 1L)
			.containsEntry("TCPFastOpenPassive", 3L);
	}

	@Test
	void nothingIsCountedWhereTheFileIsEmptyOrMissing() throws IOException {
		assertThat(read("").values()).isEmpty();
		assertThat(MibCounters.read(this.directory.resolve("missing")).values()).isEmpty();
	}

	@MptcpRequired
	@Test
	void thisKernelIsRead() throws IOException {
		KernelCounters before = KernelCounters.read();
		MibCounters counters = MibCounters.read();
		KernelCounters after = KernelCounters.read();
		assertThat(counters.values()).containsKeys("MPCapableSYNRX", "MPTCPRetrans", "TCPFastOpenPassive");
		assertThat(counters.values()).allSatisfy((name, value) -> {
			if (!name.equals("MPCurrEstab")) {
				assertThat(value).isBetween(before.get(name), after.get(name));
			}
		});
	}

	private MibCounters read(String... parts) throws IOException {
		return MibCounters.read(Files.writeString(this.directory.resolve("netstat"), String.join("", parts)));
	}

}
