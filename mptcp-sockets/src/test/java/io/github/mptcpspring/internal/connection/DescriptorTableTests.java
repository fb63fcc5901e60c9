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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DescriptorTableTests {

	@TempDir
	private Path directory;

	@Test
	void theSizeIsWhatTheKernelSays() throws IOException {
		assertThat(sizeOf("Name:\tjava\nFDSize:\t65536\nGroups:\t0\n")).isEqualTo(65536);
	}

	@Test
	void aNameOfAnyBytesDoesNotMatter() throws IOException {
		assertThat(sizeOf("Name:\tja\u00ffa\nFDSize:\t512\n")).isEqualTo(512);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n", "Name:\tjava\n", "FDSize:\n", "FDSize:\tmany\n", "FDSize:\t99999999999\n" })
	void garbageIsTakenForASmallTable(String status) throws IOException {
		assertThat(sizeOf(status)).isEqualTo(256);
	}

	@Test
	void aMissingFileIsTakenForASmallTable() {
		assertThat(table(this.directory.resolve("none")).size()).isEqualTo(256);
	}

	@Test
	void aFileThatCannotBeReadIsTakenForASmallTable() {
		assertThat(table(this.directory).size()).isEqualTo(256);
	}

	@Test
	void aFileThatCanNoLongerBeReadLeavesTheSizeAsItWas() throws IOException {
		Path file = Files.writeString(this.directory.resolve("status"), "FDSize:\t65536\n");
		DescriptorTable table = table(file);
		assertThat(table.size()).isEqualTo(65536);
		Files.delete(file);
		assertThat(table.size()).isEqualTo(65536);
	}

	@Test
	void theTableOfThisProcessHasEveryDescriptor() {
		String[] descriptors = Path.of("/proc/self/fd").toFile().list();
		int size = new DescriptorTable().size();
		assertThat(descriptors).isNotEmpty().allSatisfy((name) -> assertThat(Integer.parseInt(name)).isLessThan(size));
	}

	@Test
	void aTableIsCountedThroughAtFirst() throws IOException {
		assertThat(large().numbers()).hasSize(65536).startsWith(0, 1, 2).endsWith(65535);
	}

	@Test
	void aTableThatIsMostlyEmptyIsListed() throws IOException {
		DescriptorTable table = large();
		table.counted(65536 / 8 - 1);
		assertThat(table.numbers()).containsExactly(0, 7, 65000);
		Files.createFile(this.directory.resolve("fd").resolve("9"));
		assertThat(table.numbers()).containsExactly(0, 7, 9, 65000);
	}

	@Test
	void aTableThatIsWellFilledIsCountedThroughAgain() throws IOException {
		DescriptorTable table = large();
		table.counted(3);
		assertThat(table.numbers()).hasSize(3);
		table.counted(65536 / 8);
		assertThat(table.numbers()).hasSize(65536);
	}

	@Test
	void aSmallTableIsCountedThrough() throws IOException {
		DescriptorTable table = table(Files.writeString(this.directory.resolve("status"), "FDSize:\t1024\n"));
		table.counted(1);
		assertThat(table.numbers()).hasSize(1024);
	}

	@ParameterizedTest
	@ValueSource(strings = { "none", "status" })
	void whereTheListCannotBeReadTheTableIsCountedThrough(String list) throws IOException {
		Path status = Files.writeString(this.directory.resolve("status"), "FDSize:\t65536\n");
		DescriptorTable table = new DescriptorTable(status, this.directory.resolve(list));
		table.counted(1);
		assertThat(table.numbers()).hasSize(65536);
	}

	@Test
	void aListWithOtherFilesIsNotTrusted() throws IOException {
		DescriptorTable table = large();
		table.counted(1);
		Files.createFile(this.directory.resolve("fd").resolve("x"));
		assertThat(table.numbers()).hasSize(65536);
	}

	private DescriptorTable large() throws IOException {
		Path list = Files.createDirectory(this.directory.resolve("fd"));
		for (String name : List.of("65000", "0", "7")) {
			Files.createFile(list.resolve(name));
		}
		return table(Files.writeString(this.directory.resolve("status"), "FDSize:\t65536\n"));
	}

	private int sizeOf(String status) throws IOException {
		Path file = this.directory.resolve("status");
		return table(Files.writeString(file, status, StandardCharsets.ISO_8859_1)).size();
	}

	private DescriptorTable table(Path status) {
		return new DescriptorTable(status, this.directory.resolve("fd"));
	}

}
