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

package io.github.mptcpspring.internal.linux.struct;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.mptcpspring.testsupport.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The layouts of this package against the headers of this machine. Where it has no C
 * compiler the tests are skipped, in CI too: the headers do not change.
 */
@EnabledOnOs(OS.LINUX)
class StructHeadersTests {

	@TempDir
	private Path directory;

	@Test
	void layoutsOfSocketAddresses() throws Exception {
		Map<String, Long> expressions = new LinkedHashMap<>();
		for (StructLayout layout : List.of(SockAddr.SOCKADDR_IN, SockAddr.SOCKADDR_IN6)) {
			String struct = "struct " + layout.name().orElseThrow();
			expressions.put("sizeof(" + struct + ")", layout.byteSize());
			for (MemoryLayout member : layout.memberLayouts()) {
				String field = member.name().orElseThrow();
				expressions.put("offsetof(" + struct + ", " + field + ")",
						layout.byteOffset(PathElement.groupElement(field)));
				expressions.put("sizeof(((" + struct + " *) 0)->" + field + ")", member.byteSize());
			}
		}
		expressions.put("sizeof(struct sockaddr_storage)", (long) SockAddr.STORAGE_LENGTH);
		Headers.verify(this.directory, expressions);
	}

	@Test
	void layoutsOfInformation() throws Exception {
		Map<String, Long> expressions = new LinkedHashMap<>();
		for (StructLayout layout : List.of(MptcpInfo.MPTCP_INFO, TcpInfo.TCP_INFO, MptcpFullInfo.MPTCP_FULL_INFO,
				MptcpSubflowInfo.MPTCP_SUBFLOW_INFO)) {
			String struct = "struct " + layout.name().orElseThrow();
			for (MemoryLayout member : layout.memberLayouts()) {
				member.name().ifPresent((name) -> {
					String field = name.startsWith("ss_") ? "addrs." + name : name;
					expressions.put("offsetof(" + struct + ", " + field + ")",
							layout.byteOffset(PathElement.groupElement(name)));
					expressions.put("sizeof(((" + struct + " *) 0)->" + field + ")", member.byteSize());
				});
			}
		}
		expressions.put("sizeof(struct mptcp_subflow_info)", (long) MptcpSubflowInfo.LENGTH);
		expressions.put("sizeof(struct mptcp_subflow_addrs)", 2L * SockAddr.STORAGE_LENGTH);
		Headers.verify(this.directory, expressions);
	}

	@Test
	void indicesOfMemory() throws Exception {
		Map<String, Long> expressions = new LinkedHashMap<>();
		for (MemoryLayout member : MemInfo.MEMINFO.memberLayouts()) {
			String name = member.name().orElseThrow();
			expressions.put(name, MemInfo.MEMINFO.byteOffset(PathElement.groupElement(name)) / Integer.BYTES);
		}
		expressions.put("sizeof(__u32[SK_MEMINFO_VARS])", (long) MemInfo.LENGTH);
		Headers.verify(this.directory, expressions);
	}

}
